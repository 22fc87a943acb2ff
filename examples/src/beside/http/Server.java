package beside.http;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.baton.executors.ContextFutures;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.instrumentation.javahttpserver.JavaHttpServerTelemetry;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What docs/http.md has for a server. */
final class Server {
  private Server() {}

  // @start region="server"
  static void serve(
      HttpServer server, OpenTelemetry openTelemetry, HttpHandler orders, HttpHandler health) {
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor()); // a handler may wait
    JavaHttpServerTelemetry telemetry = JavaHttpServerTelemetry.create(openTelemetry);
    telemetry.configure(server.createContext("/orders", orders));
    server.createContext("/health", health); // no spans
  }

  // @end

  // @start region="waits"
  static HttpHandler waits(Executor pool, Consumer<HttpExchange> answer) {
    return exchange -> ContextFutures.runAsync(() -> answer.accept(exchange), pool).join();
  }

  // @end

  // @start region="later"
  static HttpHandler later(Tracer tracer, Executor pool, Consumer<HttpExchange> answer) {
    return exchange -> {
      Span span = tracer.spanBuilder("answer").startSpan(); // a child of the request's
      try (Scope scope = span.makeCurrent()) {
        ContextFutures.runAsync(() -> answer.accept(exchange), pool)
            .whenComplete(
                (done, failure) -> {
                  if (failure != null) {
                    span.setStatus(StatusCode.ERROR);
                  }
                  span.end();
                });
      }
    };
  }

  // @end

  // @start region="except"
  /** Some paths of a context go past the filter: no span. */
  static Filter except(Predicate<String> paths, Filter filter) {
    return new Filter() {
      @Override
      public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        if (paths.test(exchange.getRequestURI().getPath())) {
          chain.doFilter(exchange);
        } else {
          filter.doFilter(exchange, chain);
        }
      }

      @Override
      public String description() {
        return filter.description();
      }
    };
  }

  // @end
}
