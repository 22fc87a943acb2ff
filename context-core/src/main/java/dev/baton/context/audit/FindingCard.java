package dev.baton.context.audit;

import dev.baton.context.audit.Finding.Step;
import java.util.List;

/** What the page says about a finding. */
final class FindingCard {
  private final Html page;
  private final StackFold stack;
  private int number;

  FindingCard(Html page) {
    this.page = page;
    this.stack = new StackFold(page);
  }

  void add(Finding finding) {
    String css = HtmlReport.css(finding.kind());
    page.add("<article id=\"finding-{}\" class=\"{}\" data-kind=\"{}\">\n<h2>", ++number, css, css);
    line(finding.place());
    page.add(
        """
        </h2>
        <p class="facts"><span class="kind">{}</span> <b>{}</b> <span class="when">{}</span> \
        <span class="number">#{}</span></p>
        <div class="why">
        <h3>What it means</h3>
        """,
        finding.kind(),
        Words.times(finding.count(), finding.exact()),
        Words.span(finding.first(), finding.last()),
        number);
    prose(finding.explanation());
    page.add("<h3>What to do</h3>\n");
    prose(finding.remedy());
    page.add("</div>\n<div class=\"how\">\n<h3>How it came to that</h3>\n<ol class=\"path\">\n");
    finding.steps().forEach(this::step);
    page.add("</ol>\n");
    threads(finding.threads());
    page.add("</div>\n");
    stack.add(finding);
    page.add("</article>\n");
  }

  private void step(Step step) {
    page.add(
        "<li><p><b>{}</b> on thread <span class=\"thread\">{}</span></p>\n",
        Words.printable(step.what()),
        Words.thread(step.thread()));
    for (StackTraceElement call : Words.calls(step)) {
      page.add("<p class=\"line\">");
      line(call);
      page.add("</p>\n");
    }
    page.add("</li>\n");
  }

  private void threads(List<String> names) {
    if (names.isEmpty()) {
      return;
    }
    page.add("<p class=\"threads\">Seen on");
    for (int i = 0; i < names.size(); i++) {
      page.add(i == 0 ? " " : ", ")
          .add("<span class=\"thread\">{}</span>", Words.thread(names.get(i)));
    }
    page.add("</p>\n");
  }

  private void line(StackTraceElement frame) {
    CodeLine line = CodeLine.of(frame);
    String lambdaIn = line.lambdaIn();
    page.add(
        "<code><span class=\"package\">{}</span><wbr/><b>{}</b>{}"
            + " <span class=\"file\">{}</span></code>",
        line.packageName(),
        lambdaIn.isEmpty() ? line.method() : lambdaIn,
        lambdaIn.isEmpty() ? "" : " (lambda)",
        line.file());
  }

  private void prose(String text) {
    for (Prose block : Prose.blocks(text)) {
      if (block.code()) {
        page.add("<pre><code>{}</code></pre>\n", String.join("\n", block.lines()));
      } else {
        page.add("<p>").prose(String.join(" ", block.lines())).add("</p>\n");
      }
    }
  }
}
