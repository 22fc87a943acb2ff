package beside.http;

import dev.baton.executors.ContextExecutors;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Under which context a client's callbacks run, when another registers stages than who sends. */
final class ClientPart {
  private final Client kind;

  ClientPart(Client kind) {
    this.kind = kind;
  }

  void run() throws Exception {
    callbacks();
    cancel();
    if (kind == Client.ALONE) {
      close();
    }
  }

  private void print(String what) {
    System.out.println(kind.name().toLowerCase().replace('_', ' ') + ": " + what);
  }

  private void callbacks() throws Exception {
    Telemetry telemetry = new Telemetry();
    CountDownLatch mayAnswer = new CountDownLatch(1);
    try (Loopback loopback = new Loopback()) {
      CompletableFuture<String> header = new CompletableFuture<>();
      loopback.serve(
          "/",
          exchange -> {
            header.complete(exchange.getRequestHeaders().getFirst("traceparent"));
            Loopback.await(mayAnswer);
            Loopback.answer(exchange, 200);
          });
      Context sender = telemetry.context("sender");
      Map<String, Object> seen = new TreeMap<>();
      HttpClient client = kind.of(loopback.client, telemetry.sdk);
      CompletableFuture<HttpResponse<String>> response;
      try (Scope scope = sender.makeCurrent()) {
        response = client.sendAsync(post(loopback, seen), new SeenBody(seen));
      }
      CompletableFuture<String> then;
      CompletableFuture<String> thenAsync;
      CompletableFuture<String> thenOnPool;
      CompletableFuture<String> afterAsync;
      try (Scope scope = telemetry.context("other").makeCurrent()) {
        then = response.thenApply(done -> Telemetry.here());
        thenAsync = response.thenApplyAsync(done -> Telemetry.here());
        thenOnPool =
            response.thenApplyAsync(done -> Telemetry.here(), ContextExecutors.wrap(loopback.pool));
        afterAsync = response.thenApplyAsync(done -> done).thenApply(done -> Telemetry.here());
      }
      mayAnswer.countDown();
      seen.put("status", response.get(Loopback.SECONDS, TimeUnit.SECONDS).statusCode());
      seen.forEach((what, whose) -> print(what + " " + whose));
      print("thenApply " + then.get());
      print("thenApplyAsync " + thenAsync.get());
      print("thenApplyAsync on a wrapped pool " + thenOnPool.get());
      print("thenApply after thenApplyAsync " + afterAsync.get());
      SpanData span = telemetry.await(1, SpanKind.CLIENT);
      boolean isChild =
          span.getParentSpanContext().equals(Span.fromContext(sender).getSpanContext());
      boolean isSent = header.get().contains(span.getTraceId() + "-" + span.getSpanId());
      print("span a child " + isChild + ", in the header " + isSent);
    }
  }

  private static HttpRequest post(Loopback loopback, Map<String, Object> seen) {
    return loopback
        .request("/orders")
        .POST(
            BodyPublishers.fromPublisher(
                subscriber -> {
                  SeenBody.put(seen, "publisher");
                  BodyPublishers.ofString("order").subscribe(subscriber);
                },
                5))
        .build();
  }

  /** Of a stage that is derived from what the client gives. */
  private void cancel() throws Exception {
    Telemetry telemetry = new Telemetry();
    CountDownLatch mayAnswer = new CountDownLatch(1);
    CountDownLatch arrived = new CountDownLatch(1);
    try (Loopback loopback = new Loopback()) {
      loopback.serve(
          "/",
          exchange -> {
            arrived.countDown();
            Loopback.await(mayAnswer);
            exchange.close();
          });
      CompletableFuture<Void> stage =
          kind.of(loopback.client, telemetry.sdk)
              .sendAsync(loopback.request("/").build(), new SeenBody(new TreeMap<>()))
              .thenApply(response -> response)
              .thenAccept(response -> {});
      Loopback.await(arrived);
      stage.cancel(true);
      SpanData span = telemetry.await(1, SpanKind.CLIENT);
      loopback.client.shutdown();
      boolean aborted = loopback.client.awaitTermination(Duration.ofSeconds(Loopback.SECONDS));
      print("cancelled " + span.getStatus().getStatusCode() + ", aborted " + aborted);
      mayAnswer.countDown();
    }
  }

  private void close() throws Exception {
    try (Loopback loopback = new Loopback()) {
      loopback.serve("/", exchange -> Loopback.answer(exchange, 200));
      HttpClient client = kind.of(loopback.client, new Telemetry().sdk);
      client.shutdownNow();
      client.close();
      print(
          "closed, and answers "
              + client
                  .send(loopback.request("/").build(), new SeenBody(new TreeMap<>()))
                  .statusCode());
      try {
        print("web sockets " + client.newWebSocketBuilder());
      } catch (UnsupportedOperationException e) {
        print("no web sockets");
      }
    }
  }
}
