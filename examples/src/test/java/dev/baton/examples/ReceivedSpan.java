package dev.baton.examples;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A span, as an exporter sends it.
 *
 * @param executors "plain" or "wrapped"
 * @param request the number of the request for which it was made
 * @param parentId empty if it has no parent
 */
record ReceivedSpan(
    String service,
    String executors,
    long request,
    String traceId,
    String spanId,
    String parentId,
    boolean ended,
    String name) {

  static List<ReceivedSpan> of(ExportTraceServiceRequest message) {
    List<ReceivedSpan> spans = new ArrayList<>();
    for (ResourceSpans resource : message.getResourceSpansList()) {
      List<KeyValue> attributes = resource.getResource().getAttributesList();
      String service = value(attributes, "service.name").getStringValue();
      String executors = value(attributes, "executors").getStringValue();
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        for (Span span : scope.getSpansList()) {
          spans.add(
              new ReceivedSpan(
                  service,
                  executors,
                  value(span.getAttributesList(), "request").getIntValue(),
                  hex(span.getTraceId()),
                  hex(span.getSpanId()),
                  hex(span.getParentSpanId()),
                  span.getStartTimeUnixNano() > 0
                      && span.getEndTimeUnixNano() >= span.getStartTimeUnixNano(),
                  span.getName()));
        }
      }
    }
    return spans;
  }

  private static AnyValue value(List<KeyValue> attributes, String key) {
    return attributes.stream()
        .filter(attribute -> attribute.getKey().equals(key))
        .map(KeyValue::getValue)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no attribute " + key));
  }

  private static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }
}
