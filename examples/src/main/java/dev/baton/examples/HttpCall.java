package dev.baton.examples;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Calls the second service with the JDK's asynchronous client. */
final class HttpCall implements Boundary {
  static final Row ROW =
      new Row(
          "HTTP client", "the body handler of sendAsync(), and what follows when it is done", 2);

  private static final TextMapSetter<HttpRequest.Builder> HEADERS =
      (call, name, value) -> Objects.requireNonNull(call).header(name, value);

  private final Wiring wiring;
  private final URI service;
  private final ExecutorService pool;
  private final HttpClient client;

  HttpCall(Wiring wiring, URI service) {
    this.wiring = wiring;
    this.service = service;
    this.pool = wiring.executor(Executors.newFixedThreadPool(4, wiring.threads("http-client-")));
    this.client = Loopback.client(pool);
  }

  @Override
  public Row row() {
    return ROW;
  }

  @Override
  public void start(Request request) {
    Span span = request.span("ask for the price").setSpanKind(SpanKind.CLIENT).startSpan();
    try (Scope scope = span.makeCurrent()) {
      Callback begins = request.callback(ROW, "answer begins");
      Callback use = request.callback(ROW, "use the price");
      Function<ResponseInfo, BodySubscriber<String>> answers =
          wiring.function(
              info -> {
                begins.run();
                return BodySubscribers.ofString(StandardCharsets.UTF_8);
              });
      CompletableFuture<?> unused =
          wiring
              .future(client.sendAsync(call(request.number()), answers::apply))
              .whenComplete((response, failure) -> span.end())
              .thenAccept(
                  response -> {
                    checkTrace(span, Loopback.body(response));
                    use.run();
                  })
              .whenComplete((nothing, failure) -> request.failIf(failure));
    }
  }

  private static void checkTrace(Span span, String answer) {
    String sent = span.getSpanContext().getTraceId();
    if (!answer.equals(sent)) {
      throw new RunFailed("sent trace " + sent + ", but the service read " + answer);
    }
  }

  private HttpRequest call(long number) {
    HttpRequest.Builder call = HttpRequest.newBuilder(service.resolve("" + number));
    W3CTraceContextPropagator.getInstance().inject(Context.current(), call, HEADERS);
    return call.build();
  }

  @Override
  public void close() {
    client.shutdownNow();
    pool.shutdownNow();
  }
}
