package beside.http;

import dev.baton.executors.ContextExecutors;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.instrumentation.javahttpserver.JavaHttpServerTelemetry;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A hundred requests that are all at the server at the same time, and their traces. */
final class TracesPart {
  private static final int REQUESTS = 100;

  /** What is above each span. */
  private static final Map<String, String> WHOLE =
      Map.of(
          "request", "nothing",
          "GET", "request",
          "GET /orders", "GET",
          "work", "GET /orders",
          "callback", "request");

  private TracesPart() {}

  static void run() throws Exception {
    try (Loopback loopback = new Loopback()) {
      requests("theirs alone", loopback, Client.ALONE, loopback.pool);
    }
    try (Loopback loopback = new Loopback()) {
      requests("with ours", loopback, Client.OURS_AROUND, ContextExecutors.wrap(loopback.pool));
    }
  }

  private static void requests(String who, Loopback loopback, Client kind, ExecutorService pool)
      throws Exception {
    Telemetry telemetry = new Telemetry();
    CountDownLatch arrived = new CountDownLatch(REQUESTS);
    JavaHttpServerTelemetry.create(telemetry.sdk)
        .configure(
            loopback.serve(
                "/orders",
                exchange -> {
                  arrived.countDown();
                  Loopback.await(arrived);
                  CompletableFuture.runAsync(() -> mark(telemetry, "work"), pool).join();
                  Loopback.answer(exchange, 200);
                }));
    HttpClient client = kind.of(loopback.client, telemetry.sdk);
    List<CompletableFuture<Void>> callbacks = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      Span request = telemetry.tracer.spanBuilder("request").setNoParent().startSpan();
      try (Scope scope = request.makeCurrent()) {
        callbacks.add(
            client
                .sendAsync(loopback.request("/orders").build(), BodyHandlers.discarding())
                .thenRunAsync(() -> mark(telemetry, "callback"))
                .whenComplete((done, failure) -> request.end()));
      }
    }
    for (CompletableFuture<Void> callback : callbacks) {
      callback.get(Loopback.SECONDS, TimeUnit.SECONDS);
    }
    List<SpanData> spans = telemetry.await(REQUESTS * WHOLE.size());
    Map<String, List<SpanData>> traces =
        spans.stream().collect(Collectors.groupingBy(SpanData::getTraceId));
    long whole = traces.values().stream().filter(TracesPart::isWhole).count();
    System.out.println(
        "traces %s: %d whole of %d, %d spans".formatted(who, whole, traces.size(), spans.size()));
  }

  private static void mark(Telemetry telemetry, String name) {
    telemetry.tracer.spanBuilder(name).startSpan().end();
  }

  /** It has each span once, under the right one. */
  private static boolean isWhole(List<SpanData> trace) {
    Map<String, String> names = new HashMap<>();
    trace.forEach(span -> names.put(span.getSpanId(), span.getName()));
    Map<String, String> parents = new HashMap<>();
    for (SpanData span : trace) {
      String parent =
          span.getParentSpanContext().isValid()
              ? names.getOrDefault(span.getParentSpanId(), "not there")
              : "nothing";
      parents.put(span.getName(), parent);
    }
    return trace.size() == WHOLE.size() && parents.equals(WHOLE);
  }
}
