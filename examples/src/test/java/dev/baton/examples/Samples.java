package dev.baton.examples;

import io.opentelemetry.api.common.AttributeKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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

  /** The same span, after a wait. */
  static FinishedSpan waited(FinishedSpan span, long millis) {
    return with(span, Tracing.WAIT, String.valueOf(millis / 1e3));
  }

  /** The same span with an attribute more. */
  static FinishedSpan with(FinishedSpan span, AttributeKey<?> key, String value) {
    Map<String, String> attributes = new TreeMap<>(span.attributes());
    attributes.put(key.getKey(), value);
    return new FinishedSpan(
        span.process(),
        span.traceId(),
        span.spanId(),
        span.parentId(),
        span.kind(),
        span.start(),
        span.end(),
        span.name(),
        attributes);
  }

  /** A request of five spans in one trace and two processes. */
  static List<FinishedSpan> whole() {
    return List.of(
        in("prices", "INTERNAL", span("own", "5", "4", 6, 7, "look up price")),
        in("prices", "SERVER", span("own", "4", "3", 5, 8, "GET /price/{id}")),
        in("shop", "CLIENT", span("own", "3", "1", 4, 9, "ask for the price")),
        waited(span("own", "2", "1", 3, 6, "reserve item 1"), 2),
        in("shop", "SERVER", span("own", "1", "caller", 0, 10, "GET /order/{id}")));
  }

  /** The same in four traces: two without a parent, one under another request. */
  static List<FinishedSpan> broken() {
    return List.of(
        in("prices", "INTERNAL", span("lost 2", "5", Fragment.NONE, 6, 7, "look up price")),
        in("prices", "SERVER", span("lost 1", "4", "3", 5, 8, "GET /price/{id}")),
        in("shop", "CLIENT", span("lost 1", "3", Fragment.NONE, 4, 9, "ask for the price")),
        with(span("another", "2", "stranger", 7, 8, "reserve item 1"), Tracing.FOUND, "17"),
        in("shop", "SERVER", span("own", "1", "caller", 0, 10, "GET /order/{id}")));
  }

  private static FinishedSpan in(String process, String kind, FinishedSpan span) {
    return new FinishedSpan(
        process,
        span.traceId(),
        span.spanId(),
        span.parentId(),
        kind,
        span.start(),
        span.end(),
        span.name(),
        span.attributes());
  }
}
