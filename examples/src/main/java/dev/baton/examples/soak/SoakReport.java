package dev.baton.examples.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** The figures of a soak, and whether they are good. */
final class SoakReport {
  private final Soak soak;
  private final List<Heap> heaps;
  private final int seconds;

  /**
   * A report.
   *
   * @param heaps one after warming up, and one after each further step
   */
  SoakReport(Soak soak, List<Heap> heaps, int seconds) {
    this.soak = soak;
    this.heaps = heaps;
    this.seconds = seconds;
  }

  static String progress(Duration elapsed, Soak soak, Heap heap) {
    return String.format(
        Locale.ROOT,
        "%,6d s  %,12d tasks  %d wrong  %d lost  %d dirty threads"
            + "  after a collection: %,d jobs, %,d KiB",
        elapsed.toSeconds(),
        sum(soak, Way::count),
        sum(soak, Way::wrongs),
        sum(soak, Way::pending),
        soak.dirtyThreads(),
        heap.jobs(),
        heap.bytes() / 1024);
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "%,d s, JDK %s, %d processors",
            seconds,
            Runtime.version(),
            Runtime.getRuntime().availableProcessors()));
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "%-30s %12s %12s %10s %10s %10s %6s %6s",
            "boundary",
            "started",
            "ran",
            "rejected",
            "cancelled",
            "discarded",
            "lost",
            "wrong"));
    for (Way way : soak.ways()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-30s %,12d %,12d %,10d %,10d %,10d %6d %6d",
              way.name(),
              way.count(),
              way.count(Fate.RAN),
              way.count(Fate.REJECTED),
              way.count(Fate.CANCELLED),
              way.count(Fate.DISCARDED),
              way.pending(),
              way.wrongs()));
    }
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "%-30s %12s %12s %12s",
            "after a full collection",
            "KiB",
            "contexts",
            "ours"));
    for (int i = 0; i < heaps.size(); i++) {
      Heap heap = heaps.get(i);
      lines.add(
          String.format(
              Locale.ROOT,
              "%-30s %,12d %,12d %,12d",
              i == 0 ? "warmed up" : i * 100 / (heaps.size() - 1) + " %",
              heap.bytes() / 1024,
              heap.jobs(),
              heap.objects()));
    }
    return lines;
  }

  List<String> problems() {
    List<String> problems = new ArrayList<>();
    for (Way way : soak.ways()) {
      require(problems, way.count() > 0, way.name() + ": no task was started");
      require(problems, way.wrongs() == 0, way.name() + ": wrong contexts: " + way.wrongs());
      require(problems, way.pending() == 0, way.name() + ": tasks lost: " + way.pending());
    }
    require(problems, soak.dirtyThreads() == 0, "dirty threads: " + soak.dirtyThreads());
    Heap first = heaps.get(0);
    Heap last = heaps.get(heaps.size() - 1);
    require(problems, last.jobs() <= first.jobs(), "contexts are still alive: " + last.jobs());
    require(
        problems,
        last.bytes() < first.bytes() * 1.1 + (1 << 20),
        "memory grew from " + first.bytes() + " to " + last.bytes() + " bytes");
    require(
        problems,
        last.objects() < first.objects() * 1.1 + 1000,
        "the library's objects grew from " + first.objects() + " to " + last.objects());
    return problems;
  }

  private static void require(List<String> problems, boolean holds, String otherwise) {
    if (!holds) {
      problems.add(otherwise);
    }
  }

  private static long sum(Soak soak, ToLongFunction<Way> count) {
    return soak.ways().stream().mapToLong(count).sum();
  }
}
