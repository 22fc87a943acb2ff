package shop;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import org.springframework.stereotype.Component;

/** Where each call leaves a span, which should belong to the request's trace. */
@Component
class Database {
  private final Tracer tracer;

  Database(Tracer tracer) {
    this.tracer = tracer;
  }

  String load(String what) {
    Span span = tracer.nextSpan().name("load").start();
    try (Tracer.SpanInScope scope = tracer.withSpan(span)) {
      return what + "!";
    } finally {
      span.end();
    }
  }
}
