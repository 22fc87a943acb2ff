package dev.baton.examples;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A span that has ended, as a line of text can carry it from one process to another.
 *
 * @param parentId of zeros if it has no parent
 * @param start in nanoseconds since the epoch, as is the end
 */
record FinishedSpan(
    String process,
    String traceId,
    String spanId,
    String parentId,
    String kind,
    long start,
    long end,
    String name,
    Map<String, String> attributes) {

  static FinishedSpan of(String process, SpanData span) {
    Map<String, String> attributes = new TreeMap<>();
    span.getAttributes()
        .forEach((key, value) -> attributes.put(key.getKey(), String.valueOf(value)));
    return new FinishedSpan(
        process,
        span.getTraceId(),
        span.getSpanId(),
        span.getParentSpanId(),
        span.getKind().name(),
        span.getStartEpochNanos(),
        span.getEndEpochNanos(),
        span.getName(),
        Collections.unmodifiableMap(attributes));
  }

  String thread() {
    return attribute(Tracing.THREAD, "");
  }

  long request() {
    return Long.parseLong(attribute(Tracing.REQUEST, "-1"));
  }

  /** How many nanoseconds it had waited for its thread, or for what it depends on. */
  long waited() {
    return Math.round(Double.parseDouble(attribute(Tracing.WAIT, "0")) * 1e9);
  }

  String attribute(AttributeKey<?> key, String absent) {
    return attributes.getOrDefault(key.getKey(), absent);
  }

  double millis() {
    return (end - start) / 1e6;
  }
}
