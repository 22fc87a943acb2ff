package dev.baton.spring.app;

import io.opentelemetry.api.trace.Tracer;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;

/** Does a part of a request: a span, and what would be logged with it. */
@Component
public class Work {
  static final String REQUEST = "request";
  static final String LOGGED = "logged";
  static final String TRACE_ID = "trace_id";

  private final Tracer tracer;

  Work(Tracer tracer) {
    this.tracer = tracer;
  }

  /** Whose request it is comes as an argument, which nothing can lose. */
  public String on(String request) {
    tracer
        .spanBuilder("work")
        .setAttribute(REQUEST, request)
        .setAttribute(LOGGED, String.valueOf(MDC.get(TRACE_ID)))
        .startSpan()
        .end();
    return request;
  }
}
