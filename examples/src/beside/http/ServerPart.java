package beside.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.baton.executors.ContextExecutors;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.instrumentation.javahttpserver.JavaHttpServerTelemetry;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/** What is current in a handler and in what it submits, and when the span of the request ends. */
final class ServerPart {
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");

  private ServerPart() {}

  static void run() throws Exception {
    handler();
    try (Loopback pools = new Loopback()) {
      ExecutorService wrapped = ContextExecutors.wrap(pools.pool);
      late("on a raw pool", (telemetry, late) -> it -> pools.pool.execute(() -> late.accept(it)));
      late("on a wrapped pool", (telemetry, late) -> it -> wrapped.execute(() -> late.accept(it)));
      late("with a span", (telemetry, late) -> Server.later(telemetry.tracer, pools.pool, late));
      late("waited for", (telemetry, late) -> Server.waits(pools.pool, late));
    }
  }

  private static void handler() throws Exception {
    Telemetry telemetry = new Telemetry();
    try (Loopback loopback = new Loopback()) {
      ExecutorService wrapped = ContextExecutors.wrap(loopback.pool);
      Server.serve(
          loopback.server,
          telemetry.sdk,
          exchange -> {
            System.out.println("handler: " + Telemetry.here());
            System.out.println("raw pool: " + join(loopback.pool));
            System.out.println("wrapped pool: " + join(wrapped));
            Loopback.answer(exchange, 200);
          },
          exchange -> {
            System.out.println("health: " + Telemetry.here());
            Loopback.answer(exchange, 200);
          });
      for (String path : new String[] {"/orders/1", "/health"}) {
        loopback.client.send(loopback.request(path).build(), BodyHandlers.discarding());
      }
      SpanData span = telemetry.await(1, SpanKind.SERVER);
      System.out.println("span: " + span.getName() + " " + span.getAttributes().get(STATUS));
    }
  }

  private static String join(ExecutorService pool) {
    return CompletableFuture.supplyAsync(Telemetry::here, pool).join();
  }

  private interface Handlers {
    HttpHandler of(Telemetry telemetry, Late late);
  }

  /** Answers when it may. */
  private record Late(CountDownLatch begun, CountDownLatch mayAnswer, StringBuilder seen)
      implements Consumer<HttpExchange> {
    @Override
    public void accept(HttpExchange exchange) {
      begun.countDown();
      Loopback.await(mayAnswer);
      seen.append(Telemetry.here()).append(Span.current().isRecording() ? "" : ", ended");
      Loopback.answer(exchange, 201);
    }
  }

  private static void late(String how, Handlers handlers) throws Exception {
    Telemetry telemetry = new Telemetry();
    Late late = new Late(new CountDownLatch(1), new CountDownLatch(1), new StringBuilder());
    try (Loopback loopback = new Loopback()) {
      JavaHttpServerTelemetry.create(telemetry.sdk)
          .configure(loopback.serve("/orders", handlers.of(telemetry, late)));
      CompletableFuture<HttpResponse<Void>> response =
          loopback.client.sendAsync(loopback.request("/orders").build(), BodyHandlers.discarding());
      Loopback.await(late.begun);
      boolean waits = how.equals("waited for");
      boolean endsBefore = telemetry.await(waits ? 0 : 1).size() == 1;
      late.mayAnswer.countDown();
      System.out.println("late answer " + how + ": status " + response.get().statusCode());
      boolean hasOwn = how.equals("with a span");
      SpanData server = telemetry.await(hasOwn ? 2 : 1, SpanKind.SERVER);
      System.out.println("late answer " + how + ": " + late.seen);
      System.out.println(
          "late answer %s: span ends before %s, status %s"
              .formatted(how, endsBefore, server.getAttributes().get(STATUS)));
      if (hasOwn) {
        SpanData own = telemetry.await(2, SpanKind.INTERNAL);
        System.out.println(
            "late answer %s: a child %s, ends later %s"
                .formatted(
                    how,
                    own.getParentSpanContext().equals(server.getSpanContext()),
                    own.getEndEpochNanos() > server.getEndEpochNanos()));
      }
    }
  }
}
