package dev.baton.context.audit;

import dev.baton.context.audit.Finding.Step;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** How both reports put things. All names are the program's own, and so may be anything. */
final class Words {
  /** Of longer names the middle is left out, in code points. */
  private static final int LONGEST = 300;

  /** So many calls of the user's own are shown of a stack. */
  private static final int CALLS = 5;

  private Words() {}

  /** What can be shown of a text: no control characters, none that turn the direction round. */
  static String printable(String text) {
    return printable(text, LONGEST);
  }

  static String printable(String text, int longest) {
    int[] points = text.codePoints().toArray();
    StringBuilder shown = new StringBuilder(Math.min(points.length, longest) + 1);
    int left = points.length <= longest ? points.length : longest * 2 / 3;
    int right = points.length <= longest ? points.length : points.length - longest / 3;
    for (int i = 0; i < points.length; i++) {
      if (i == left) {
        shown.append('…');
        i = right;
      }
      append(shown, points[i]);
    }
    return shown.toString();
  }

  private static void append(StringBuilder shown, int point) {
    switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          shown.append("\\u").append(String.format(Locale.ROOT, "%04x", point));
      default -> shown.appendCodePoint(point);
    }
  }

  /** The name of a thread. Virtual ones have none unless they are given one. */
  static String thread(String name) {
    return name.isBlank() ? "an unnamed thread" : printable(name);
  }

  /** The line that a step is about, and the user's own calls that led to it. */
  static List<StackTraceElement> calls(Step step) {
    return Stream.concat(Stream.of(step.place()), step.code().stream())
        .distinct()
        .limit(CALLS)
        .toList();
  }

  static String headline(AuditReport report) {
    if (report.findings().isEmpty() && report.unlisted() == 0) {
      return "No context was lost";
    }
    return "Context was lost, mixed up or left behind at "
        + (report.unlisted() == 0 ? "" : "more than ")
        + places(report.findings().size());
  }

  /** What an empty report is about. */
  static String watched() {
    return "Each read of the current context was watched, and each scope.";
  }

  /** What had been declared. */
  static String expected(AuditReport report) {
    return (report.expected() == 1 ? "1 read" : number(report.expected()) + " reads")
        + " found no context, as expected: this had been declared.";
  }

  /** What went beyond the places that are kept. */
  static String unlisted(AuditReport report) {
    return number(report.unlisted())
        + (report.unlisted() == 1 ? " more finding was" : " more findings were")
        + " at places beyond those listed.";
  }

  /** What stands above the operations that are open. */
  static String operations(AuditReport report) {
    long count =
        report.open().stream().mapToLong(OpenOperation::count).sum() + report.unlistedOpen();
    return (count == 1 ? "1 traced operation had" : number(count) + " traced operations had")
        + " not ended when this was written. One that goes on is as it should be; one that was"
        + " forgotten is never exported.";
  }

  /** What stands below them. */
  static String unlistedOpen(AuditReport report) {
    return number(report.unlistedOpen())
        + (report.unlistedOpen() == 1 ? " of these is" : " of these are")
        + " not listed.";
  }

  /** "open for 12 s"; of several, "3 open, the longest for 12 s". */
  static String open(OpenOperation operation) {
    long millis = operation.longest().toMillis();
    String time = millis < 1000 ? millis + " ms" : number(millis / 1000) + " s";
    return operation.count() == 1
        ? "open for " + time
        : number(operation.count()) + " open, the longest for " + time;
  }

  static String places(long count) {
    return number(count) + (count == 1 ? " place" : " places");
  }

  /** "3 times"; of an estimate, "about 1,200 times". */
  static String times(long count, boolean exact) {
    long shown = exact ? count : rounded(count);
    return (exact ? "" : "about ") + (shown == 1 ? "once" : number(shown) + " times");
  }

  /** To two digits, since an estimate is not worth more. */
  private static long rounded(long estimate) {
    return BigDecimal.valueOf(estimate).round(new MathContext(2)).longValue();
  }

  static String times(List<Finding> findings) {
    return times(
        findings.stream().mapToLong(Finding::count).sum(),
        findings.stream().allMatch(Finding::exact));
  }

  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** "2026-11-21 09:12:04 to 09:58:31 UTC". */
  static String span(Instant from, Instant to) {
    String first = time(from);
    String last = time(to);
    if (first.equals(last)) {
      return first + " UTC";
    }
    int day = first.indexOf(' ') + 1;
    return first
        + " to "
        + (last.startsWith(first.substring(0, day)) ? last.substring(day) : last)
        + " UTC";
  }

  private static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ').replace("Z", "");
  }
}
