package dev.baton.examples;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Draws the spans of one trace: who called whom, where, for how long and when. */
final class SpanTree {
  private static final int BAR = 28;

  private final List<FinishedSpan> spans;
  private final long start;
  private final long end;

  SpanTree(List<FinishedSpan> spans) {
    this.spans = spans.stream().sorted(Comparator.comparingLong(FinishedSpan::start)).toList();
    this.start = spans.stream().mapToLong(FinishedSpan::start).min().orElse(0);
    this.end = spans.stream().mapToLong(FinishedSpan::end).max().orElse(0);
  }

  void draw(Consumer<String> lines) {
    lines.accept(format("span", "process", "thread", "ms", scale()));
    for (FinishedSpan span : spans) {
      if (isRoot(span)) {
        draw(span, "", "", lines);
      }
    }
  }

  private boolean isRoot(FinishedSpan span) {
    return spans.stream().noneMatch(other -> other.spanId().equals(span.parentId()));
  }

  private void draw(FinishedSpan span, String branch, String indent, Consumer<String> lines) {
    lines.accept(
        format(
            branch + span.name(),
            span.process(),
            span.thread().replace("ForkJoinPool.", ""),
            String.format(Locale.ROOT, "%.2f", span.millis()),
            bar(span)));
    List<FinishedSpan> children =
        spans.stream().filter(other -> other.parentId().equals(span.spanId())).toList();
    for (int i = 0; i < children.size(); i++) {
      boolean last = i == children.size() - 1;
      draw(
          children.get(i),
          indent + (last ? "\\- " : "+- "),
          indent + (last ? "   " : "|  "),
          lines);
    }
  }

  private String scale() {
    String last = String.format(Locale.ROOT, "%.1f", (end - start) / 1e6);
    return "0" + " ".repeat(BAR - 1 - last.length()) + last;
  }

  private String bar(FinishedSpan span) {
    double perColumn = Math.max(1, end - start) / (double) BAR;
    int from = Math.min(BAR - 1, (int) ((span.start() - start) / perColumn));
    int to = Math.min(BAR, (int) Math.ceil((span.end() - start) / perColumn));
    return " ".repeat(from) + "#".repeat(Math.max(1, to - from));
  }

  private static String format(
      String span, String process, String thread, String millis, String bar) {
    return String.format(
            Locale.ROOT, "%-28s %-8s %-20s %8s   %s", span, process, thread, millis, bar)
        .stripTrailing();
  }
}
