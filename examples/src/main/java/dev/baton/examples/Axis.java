package dev.baton.examples;

import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * The time that a waterfall covers.
 *
 * @param start in nanoseconds since the epoch, as is the end
 */
record Axis(long start, long end) {
  /** A line across the waterfall, and what is written at it. */
  record Tick(double percent, String label) {}

  private static final int MOST_TICKS = 4;

  /** From the moment at which the first of the spans began to wait, to the end of the last. */
  static Axis of(List<FinishedSpan> spans) {
    return new Axis(
        spans.stream().mapToLong(span -> span.start() - span.waited()).min().orElse(0),
        spans.stream().mapToLong(FinishedSpan::end).max().orElse(0));
  }

  /** Where a time is, between 0 and 100. */
  double percent(long time) {
    return 100.0 * (time - start) / Math.max(1, end - start);
  }

  /** At multiples of 1, 2 or 5 microseconds, of 10, 20 or 50, and so on. */
  List<Tick> ticks() {
    long step = 1_000;
    for (int i = 0; (end - start) / step >= MOST_TICKS; i++) {
      step = step * (i % 3 == 1 ? 5 : 4) / 2;
    }
    long every = step;
    return LongStream.rangeClosed(0, (end - start) / every)
        .map(i -> i * every)
        .mapToObj(after -> new Tick(percent(start + after), after == 0 ? "0" : duration(after)))
        .toList();
  }

  static String duration(long nanos) {
    if (nanos >= 1_000_000_000) {
      return number(nanos / 1e9) + " s";
    }
    return nanos >= 1_000_000 ? number(nanos / 1e6) + " ms" : number(nanos / 1e3) + " µs";
  }

  /** To three digits, without zeros that say nothing. */
  private static String number(double number) {
    String digits =
        String.format(Locale.ROOT, number >= 100 ? "%.0f" : number >= 10 ? "%.1f" : "%.2f", number);
    return digits.contains(".") ? digits.replaceFirst("\\.?0+$", "") : digits;
  }
}
