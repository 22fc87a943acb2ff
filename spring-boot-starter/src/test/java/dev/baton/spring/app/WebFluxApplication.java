package dev.baton.spring.app;

import dev.baton.micrometer.OpenTelemetryContextAccessor;
import io.micrometer.context.integration.Slf4jThreadLocalAccessor;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.Map;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** The same endpoints on WebFlux, whose filter puts the span into Reactor's context. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableAsync
@EnableScheduling
@Import({
  Tracing.class,
  OwnExecutors.class,
  Mail.class,
  RequestController.class,
  SuspendController.class
})
public class WebFluxApplication {
  /** What it serves; each does two pieces of work. */
  public static final String PATHS =
      "/async,/pool,/future,/decorated,/later,/mono,/rx,/reactor,/suspend";

  @Bean
  WebFilter requestSpans(Tracer tracer) {
    return (exchange, chain) -> filter(tracer, exchange, chain);
  }

  private static Mono<Void> filter(
      Tracer tracer, ServerWebExchange exchange, WebFilterChain chain) {
    Span span =
        tracer
            .spanBuilder("request")
            .setAttribute(
                Work.REQUEST,
                String.valueOf(exchange.getRequest().getQueryParams().getFirst(Work.REQUEST)))
            .startSpan();
    String trace = span.getSpanContext().getTraceId();
    return chain
        .filter(exchange)
        .doFinally(signal -> span.end())
        .contextWrite(
            context ->
                context
                    .put(OpenTelemetryContextAccessor.KEY, Context.root().with(span))
                    .put(Slf4jThreadLocalAccessor.KEY, Map.of(Work.TRACE_ID, trace)));
  }
}
