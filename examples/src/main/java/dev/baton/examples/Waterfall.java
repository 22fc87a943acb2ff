package dev.baton.examples;

import dev.baton.examples.Fragment.Fate;
import java.util.List;
import java.util.Locale;

/** The spans of one request on one side: a row for each, below its parent, with a bar. */
final class Waterfall {
  private final Markup page;
  private final TracedRequest request;
  private final List<Fragment> fragments;
  private final boolean isBroken;
  private final Axis axis;
  private final SpanRow row;

  Waterfall(Markup page, SpanFacts facts, TracedRequest request) {
    this.page = page;
    this.request = request;
    this.fragments = Fragment.of(request.spans());
    this.isBroken = !Fragment.areWhole(fragments);
    this.axis = Axis.of(request.spans());
    this.row = new SpanRow(page, facts, axis, request.spans());
  }

  /**
   * Writes it.
   *
   * @param side how its executors are
   */
  void write(String side) {
    String css = isBroken ? "broken" : "whole";
    page.add("<div class=\"side {}\">\n<h2>{} executors</h2>\n", css, side);
    page.add("<p class=\"sum\">{}</p>\n", FateWords.sum(request));
    if (!fragments.isEmpty()) {
      page.add(
          "<div class=\"tree\" role=\"treegrid\" aria-label=\"Spans with {} executors\">\n",
          side.toLowerCase(Locale.ROOT));
      head();
      for (Fate fate : Fate.values()) {
        group(fate, Fragment.with(fate, fragments));
      }
      page.add("</div>\n");
    }
    page.add("</div>\n");
  }

  private void head() {
    page.add("<svg class=\"grid\" aria-hidden=\"true\">");
    for (Axis.Tick tick : axis.ticks()) {
      String x = SpanRow.percent(tick.percent());
      page.add("<line x1=\"{}\" x2=\"{}\" y1=\"0\" y2=\"100%\"/>", x, x);
    }
    page.add(
        """
        </svg>
        <div role="row" class="head"><span role="columnheader">Span</span>\
        <span role="columnheader">{}</span><span role="columnheader" aria-label="Time">\
        <svg class="axis" aria-hidden="true">""",
        isBroken ? "What is wrong" : "Process, thread");
    for (Axis.Tick tick : axis.ticks()) {
      page.add(
          "<text x=\"{}\" y=\"14\" class=\"{}\">{}</text>",
          SpanRow.percent(tick.percent()),
          tick.percent() > 97 ? "last" : tick.percent() > 0 ? "" : "first",
          tick.label());
    }
    page.add("</svg></span><span role=\"columnheader\" class=\"took\">Takes</span></div>\n");
  }

  private void group(Fate fate, List<Fragment> group) {
    if (group.isEmpty()) {
      return;
    }
    page.add("<div role=\"rowgroup\" class=\"group {}\">\n", fate.name().toLowerCase(Locale.ROOT));
    if (isBroken) {
      page.add(
          """
          <div role="row" class="fate"><span role="gridcell"><b>{}</b> <span class="many">{}</span> \
          <span class="why">{}</span></span></div>
          """,
          FateWords.title(fate),
          FateWords.many(group),
          FateWords.meaning(fate));
    }
    for (Fragment fragment : group) {
      page.add("<div class=\"trace\" role=\"presentation\">\n");
      fragment.spans().forEach(node -> row.write(fate, node, isBroken));
      page.add("</div>\n");
    }
    page.add("</div>\n");
  }
}
