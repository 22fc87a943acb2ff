package dev.baton.examples;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Made-up outcomes. */
final class Samples {
  static final Row POOL = new Row("thread pool", "two tasks on a pool", 2);
  static final Row BATCH = new Row("batch", "one callback", 1);

  private Samples() {}

  /** Of 1,000 requests. */
  static Comparison comparison(Counts plainPool, Counts wrappedPool, String... wrappedTraces) {
    return new Comparison(
        1000,
        outcome(plainPool, new Counts(125, 100, 775), 1234.4, "7", "8"),
        outcome(wrappedPool, new Counts(1000, 0, 0), 1229.6, wrappedTraces));
  }

  private static Outcome outcome(
      Counts pool, Counts batch, double requestsPerSecond, String... traces) {
    Map<Row, Counts> counts = new LinkedHashMap<>();
    counts.put(POOL, pool);
    counts.put(BATCH, batch);
    return new Outcome(counts, requestsPerSecond, List.of(new TracedRequest(900, spans(traces))));
  }

  /** A span for each trace, the first the parent of all others. */
  private static List<FinishedSpan> spans(String... traces) {
    FinishedSpan[] spans = new FinishedSpan[traces.length];
    for (int i = 0; i < traces.length; i++) {
      String name = i == 0 ? "GET /order/{id}" : "reserve item " + i;
      spans[i] = span(traces[i], "" + i, i == 0 ? "caller" : "0", i, traces.length, name);
    }
    return List.of(spans);
  }

  static FinishedSpan span(
      String trace, String id, String parent, long startMillis, long endMillis, String name) {
    return new FinishedSpan(
        "shop",
        trace,
        id,
        parent,
        "INTERNAL",
        startMillis * 1_000_000,
        endMillis * 1_000_000,
        name,
        Map.of("thread.name", "pool-" + id));
  }
}
