package dev.baton.examples.rpc;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Objects;

/**
 * A span, as a line of text can carry it from one process to another.
 *
 * @param error its {@code error.type}, or nothing
 * @param start in nanoseconds since the epoch, as is the end
 */
record EndedSpan(
    String process,
    String traceId,
    String spanId,
    String parentId,
    String kind,
    String name,
    String error,
    long start,
    long end) {
  private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

  static EndedSpan of(String process, SpanData span) {
    return new EndedSpan(
        process,
        span.getTraceId(),
        span.getSpanId(),
        span.getParentSpanId(),
        span.getKind().name(),
        span.getName(),
        Objects.requireNonNullElse(span.getAttributes().get(ERROR), ""),
        span.getStartEpochNanos(),
        span.getEndEpochNanos());
  }

  static EndedSpan parse(String line) {
    String[] v = line.split("\t", -1);
    return new EndedSpan(
        v[0], v[1], v[2], v[3], v[4], v[5], v[6], Long.parseLong(v[7]), Long.parseLong(v[8]));
  }

  String toText() {
    return String.join(
        "\t", process, traceId, spanId, parentId, kind, name, error, "" + start, "" + end);
  }

  boolean isRoot() {
    return parentId.equals(SpanId.getInvalid());
  }
}
