package dev.baton.examples;

import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Objects;

/**
 * A span that has ended, as a line of text can carry it from one process to another.
 *
 * @param parentId of zeros if it has no parent
 * @param start in nanoseconds since the epoch, as is the end
 */
record FinishedSpan(
    String process,
    String thread,
    String traceId,
    String spanId,
    String parentId,
    long start,
    long end,
    String name) {

  static FinishedSpan of(String process, SpanData span) {
    return new FinishedSpan(
        process,
        Objects.requireNonNullElse(span.getAttributes().get(Tracing.THREAD), ""),
        span.getTraceId(),
        span.getSpanId(),
        span.getParentSpanId(),
        span.getStartEpochNanos(),
        span.getEndEpochNanos(),
        span.getName());
  }

  double millis() {
    return (end - start) / 1e6;
  }
}
