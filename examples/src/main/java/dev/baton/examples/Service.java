package dev.baton.examples;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;

/**
 * An HTTP service on virtual threads. Each request continues the trace of its {@code traceparent}
 * header, or begins one, crosses every boundary, and is answered with its trace's id when all its
 * callbacks have run.
 */
final class Service implements AutoCloseable {
  /** Makes the text that answers a request. */
  interface Answer {
    String to(HttpExchange exchange) throws Exception;
  }

  private static final int BACKLOG = 1024;

  private static final TextMapGetter<Headers> HEADERS =
      (headers, name) -> headers == null ? null : headers.getFirst(name);

  static {
    // The JDK's server reads these once: answer at once, and close no connection between requests.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.maxIdleConnections", "" + BACKLOG);
  }

  private final String route;
  private final Tracing tracing;
  private final List<Boundary> boundaries;
  private final List<Row> rows;
  private final Tally tally;
  private final ExecutorService threads;
  private final HttpServer server;

  Service(String route, Wiring wiring, Tracing tracing, List<Boundary> boundaries)
      throws IOException {
    this.route = route;
    this.tracing = tracing;
    this.boundaries = boundaries;
    this.rows = boundaries.stream().map(Boundary::row).toList();
    this.tally = new Tally(rows);
    this.threads = wiring.virtualThreads();
    this.server = HttpServer.create(Loopback.anyPort(), BACKLOG);
    server.setExecutor(threads);
    server.createContext(route, answering(this::serve));
    server.start();
  }

  /** Where a request is sent, its number appended. */
  URI uri() {
    return URI.create("http://" + Loopback.HOST + ":" + port() + route);
  }

  int port() {
    return server.getAddress().getPort();
  }

  Tally tally() {
    return tally;
  }

  List<Boundary> boundaries() {
    return boundaries;
  }

  /** Answers another path too. */
  void add(String path, Answer answer) {
    server.createContext(path, answering(answer));
  }

  private String serve(HttpExchange exchange) throws Exception {
    long number = Long.parseLong(exchange.getRequestURI().getPath().substring(route.length()));
    Context caller =
        W3CTraceContextPropagator.getInstance()
            .extract(Context.root(), exchange.getRequestHeaders(), HEADERS);
    Span span =
        Tracing.span(tracing.tracer(), "GET " + route + "{id}", number)
            .setParent(caller)
            .setSpanKind(SpanKind.SERVER)
            .startSpan();
    String traceId = span.getSpanContext().getTraceId();
    Request request = new Request(number, traceId, tracing.tracer(), tally, rows);
    try (Scope scope = caller.with(Request.KEY, request).with(span).makeCurrent()) {
      for (Boundary boundary : boundaries) {
        boundary.start(request);
      }
      request.await();
      if (request.found() != Found.RIGHT) {
        throw new RunFailed("a callback changed the context of the thread that it was called on");
      }
      return traceId;
    } finally {
      span.end();
    }
  }

  private static HttpHandler answering(Answer answer) {
    return exchange -> {
      try (exchange) {
        int status = 200;
        String text;
        try {
          text = answer.to(exchange);
        } catch (Exception e) {
          status = 500;
          text = String.valueOf(e.getMessage());
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream body = exchange.getResponseBody()) {
          body.write(bytes);
        }
      }
    };
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    boundaries.forEach(Boundary::close);
  }
}
