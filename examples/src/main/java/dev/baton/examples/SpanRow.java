package dev.baton.examples;

import dev.baton.examples.Fragment.Fate;
import dev.baton.examples.Fragment.Node;
import java.util.List;
import java.util.Locale;

/** A row of the waterfall: what a span is called, where it ran or what is wrong, and its bar. */
final class SpanRow {
  private static final double VISIBLE = 0.3;

  private final Markup page;
  private final SpanFacts facts;
  private final Axis axis;
  private final List<FinishedSpan> all;
  private boolean first = true;

  SpanRow(Markup page, SpanFacts facts, Axis axis, List<FinishedSpan> all) {
    this.page = page;
    this.facts = facts;
    this.axis = axis;
    this.all = all;
  }

  void write(Fate fate, Node node, boolean isBroken) {
    FinishedSpan span = node.span();
    page.add(
        "<div role=\"row\" aria-level=\"{}\" tabindex=\"{}\" class=\"{}\" data-span=\"{}\" data-text=\"{}\"",
        node.level(),
        first ? 0 : -1,
        span.process().equals("shop") ? "shop" : "other",
        facts.add(span, FateWords.explained(fate, span), axis, all),
        span.name() + " " + span.thread() + " " + span.process());
    first = false;
    page.add(node.isParent() ? " aria-expanded=\"true\">" : ">");
    page.add(
        """
        <span role="gridcell" class="name" title="{}"><i class="fold" aria-hidden="true"></i>{}\
        </span>""",
        span.name(),
        span.name());
    where(fate, node, isBroken);
    bar(span);
    page.add(
        "<span role=\"gridcell\" class=\"took\">{}</span></div>\n",
        Axis.duration(span.end() - span.start()));
  }

  private void where(Fate fate, Node node, boolean isBroken) {
    FinishedSpan span = node.span();
    if (isBroken) {
      String wrong = node.level() == 1 ? FateWords.ofSpan(fate, span) : "";
      page.add("<span role=\"gridcell\" class=\"wrong\" title=\"{}\">{}</span>", wrong, wrong);
    } else {
      page.add(
          "<span role=\"gridcell\" class=\"where\" title=\"{}\"><b>{}</b> {}</span>",
          span.process() + " " + span.thread(),
          span.process(),
          span.thread().replace("ForkJoinPool.", ""));
    }
  }

  private void bar(FinishedSpan span) {
    String start = percent(axis.percent(span.start()));
    page.add(
        "<span role=\"gridcell\" class=\"lane\" aria-label=\"{}\"><svg aria-hidden=\"true\">",
        span.process()
            + ", starts after "
            + Axis.duration(span.start() - axis.start())
            + (span.waited() > 0 ? ", waited " + Axis.duration(span.waited()) : ""));
    if (span.waited() > 0) {
      page.add(
          "<line class=\"wait\" x1=\"{}\" x2=\"{}\" y1=\"50%\" y2=\"50%\"/>",
          percent(axis.percent(span.start() - span.waited())), start);
    }
    page.add(
        "<rect class=\"run\" x=\"{}\" width=\"{}\" y=\"25%\" height=\"50%\"/></svg></span>",
        start, percent(Math.max(VISIBLE, axis.percent(span.end()) - axis.percent(span.start()))));
  }

  static String percent(double percent) {
    return String.format(Locale.ROOT, "%.2f%%", percent);
  }
}
