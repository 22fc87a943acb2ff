package dev.baton.spring.app;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import org.slf4j.MDC;

/** A span for each request, and its trace in the MDC. */
final class RequestSpans implements Filter {
  private final Tracer tracer;

  RequestSpans(Tracer tracer) {
    this.tracer = tracer;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Span span =
        tracer
            .spanBuilder("request")
            .setAttribute(Work.REQUEST, String.valueOf(request.getParameter(Work.REQUEST)))
            .startSpan();
    try (Scope scope = span.makeCurrent();
        MDC.MDCCloseable logged =
            MDC.putCloseable(Work.TRACE_ID, span.getSpanContext().getTraceId())) {
      chain.doFilter(request, response);
    } finally {
      span.end();
    }
  }
}
