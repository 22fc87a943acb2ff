package dev.baton.context.audit;

import dev.baton.context.audit.Finding.Kind;
import dev.baton.context.audit.Finding.Step;
import java.util.List;
import java.util.stream.Stream;

/** The report as a person reads it in a terminal. */
final class TextReport {
  private static final int WIDTH = 100;

  private final StringBuilder text = new StringBuilder();
  private final AuditReport report;

  private TextReport(AuditReport report) {
    this.report = report;
  }

  static String of(AuditReport report) {
    return new TextReport(report).write();
  }

  private String write() {
    summary();
    for (int i = 0; i < report.findings().size(); i++) {
      line("", "");
      finding(i + 1, report.findings().get(i));
    }
    rest();
    open();
    return text.toString();
  }

  private void summary() {
    line("", Words.headline(report) + ".");
    line("", Words.span(report.since(), report.until()));
    line("", "storage watched: " + Words.printable(report.storage()));
    if (report.findings().isEmpty()) {
      line("", Words.watched());
      return;
    }
    line("", "");
    for (Kind kind : Kind.values()) {
      List<Finding> findings = report.findings().stream().filter(f -> f.kind() == kind).toList();
      if (!findings.isEmpty()) {
        String places = Words.places(findings.size());
        line("  ", pad(kind.toString(), 22) + pad(places, 14) + Words.times(findings));
      }
    }
  }

  private void finding(int number, Finding finding) {
    line("", number + ". " + finding.kind() + ", " + Words.times(finding.count(), finding.exact()));
    call("   ", finding.place());
    line("   ", Words.span(finding.first(), finding.last()));
    if (!finding.threads().isEmpty()) {
      wrap("   ", Stream.concat(Stream.of("on"), threads(finding.threads())).toList());
    }
    if (finding.steps().size() > 1 || finding.steps().getFirst().code().size() > 1) {
      line("", "");
      finding.steps().forEach(this::step);
    }
    prose(finding.explanation());
    prose("What to do: " + finding.remedy());
  }

  private static Stream<String> threads(List<String> names) {
    List<String> last = names.subList(names.size() - 1, names.size());
    return Stream.concat(
        names.stream().limit(names.size() - 1).map(name -> Words.thread(name) + ","),
        last.stream().map(Words::thread));
  }

  private void step(Step step) {
    line("   ", Words.printable(step.what()) + " on " + Words.thread(step.thread()));
    Words.calls(step).forEach(call -> call("     ", call));
  }

  private void call(String indent, StackTraceElement frame) {
    String at = indent + "at ";
    line(at, CodeLine.of(frame).within(WIDTH - at.length()));
  }

  private void prose(String prose) {
    for (Prose block : Prose.blocks(prose)) {
      line("", "");
      if (block.code()) {
        block.lines().forEach(line -> line("       ", line));
      } else {
        wrap("   ", List.of(String.join(" ", block.lines()).split(" ")));
      }
    }
  }

  private void rest() {
    if (report.expected() + report.unlisted() > 0) {
      line("", "");
    }
    if (report.expected() > 0) {
      line("", Words.expected(report));
    }
    if (report.unlisted() > 0) {
      line("", Words.unlisted(report));
    }
  }

  private void open() {
    if (report.open().isEmpty() && report.unlistedOpen() == 0) {
      return;
    }
    line("", "");
    wrap("", List.of(Words.operations(report).split(" ")));
    for (OpenOperation operation : report.open()) {
      line("", "");
      line("   ", Words.printable(operation.name()) + ", " + Words.open(operation));
      Words.calls(operation.started()).forEach(call -> call("   ", call));
    }
    if (report.unlistedOpen() > 0) {
      line("", "");
      line("", Words.unlistedOpen(report));
    }
  }

  /** Fills lines with words that are not to be broken. */
  private void wrap(String indent, List<String> words) {
    StringBuilder line = new StringBuilder();
    for (String word : words) {
      if (!line.isEmpty() && indent.length() + line.length() + 1 + word.length() > WIDTH) {
        line(indent, line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    line(indent, line.toString());
  }

  private void line(String indent, String line) {
    text.append(indent).append(line).append('\n');
  }

  private static String pad(String word, int width) {
    return word + " ".repeat(Math.max(1, width - word.length()));
  }
}
