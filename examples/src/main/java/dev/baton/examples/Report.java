package dev.baton.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** What a person reads at the end. */
final class Report {
  private static final String RULE = "-".repeat(28) + "+" + "-".repeat(32) + "+" + "-".repeat(32);

  private final Outcome plain;
  private final Outcome wrapped;
  private final List<String> lines = new ArrayList<>();

  private Report(Comparison comparison) {
    this.plain = comparison.plain();
    this.wrapped = comparison.wrapped();
  }

  /** The lines, at most 100 characters wide. */
  static List<String> of(Comparison comparison) {
    Report report = new Report(comparison);
    report.table();
    report.legend();
    report.trace();
    report.summary();
    return report.lines;
  }

  private void table() {
    line("", "", "", "plain executors", "", "", "wrapped executors", "");
    line("boundary", "callbacks", "right", "missing", "another's", "right", "missing", "another's");
    lines.add(RULE);
    plain.counts().forEach((row, counts) -> counts(row.name(), counts, wrapped(row)));
    lines.add(RULE);
    counts("all", plain.total(), wrapped.total());
    line(
        "requests/second",
        "",
        number(Math.round(plain.requestsPerSecond())),
        "",
        "",
        number(Math.round(wrapped.requestsPerSecond())),
        "",
        "");
  }

  private Counts wrapped(Row row) {
    return Objects.requireNonNullElse(wrapped.counts().get(row), Counts.NONE);
  }

  private void counts(String name, Counts plain, Counts wrapped) {
    line(
        name,
        number(wrapped.total()),
        number(plain.right()),
        number(plain.missing()),
        number(plain.anothers()),
        number(wrapped.right()),
        number(wrapped.missing()),
        number(wrapped.anothers()));
  }

  private void line(
      String name,
      String callbacks,
      String plainRight,
      String plainMissing,
      String plainAnothers,
      String wrappedRight,
      String wrappedMissing,
      String wrappedAnothers) {
    lines.add(
        String.format(
                Locale.ROOT,
                "%-16s %10s |%9s %10s %10s |%9s %10s %10s",
                name,
                callbacks,
                plainRight,
                plainMissing,
                plainAnothers,
                wrappedRight,
                wrappedMissing,
                wrappedAnothers)
            .stripTrailing());
  }

  private void legend() {
    lines.add("");
    for (Row row : plain.counts().keySet()) {
      explain(row.name(), row.what());
    }
    lines.add("");
    explain("right", "the context of the request that the callback works for");
    explain("missing", "no request's context");
    explain("another's", "the context of some other request");
    explain("requests/second", "without the first fifth of the requests, which warms up");
  }

  private void explain(String word, String meaning) {
    lines.add(String.format(Locale.ROOT, "  %-16s %s", word, meaning));
  }

  private void trace() {
    lines.add("");
    lines.add("One request with wrapped executors: " + spans(wrapped.traced().getFirst()) + ".");
    lines.add("");
    new SpanTree(wrapped.traced().getFirst().spans()).draw(lines::add);
    lines.add("");
    lines.add("The same request with plain executors: " + spans(plain.traced().getFirst()) + ".");
  }

  private static String spans(TracedRequest request) {
    return request.spans().size()
        + " spans in "
        + (request.traces() == 1 ? "one trace" : request.traces() + " different traces");
  }

  private void summary() {
    Counts all = wrapped.total();
    lines.add("");
    lines.add(
        "Wrapped: "
            + number(all.right())
            + " of "
            + number(all.total())
            + " callbacks had the right context. Plain: "
            + number(plain.total().right())
            + ".");
  }

  private static String number(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }
}
