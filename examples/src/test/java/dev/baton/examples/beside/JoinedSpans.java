package dev.baton.examples.beside;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Looks whether the span of each callback is a child of its submitter's. */
public final class JoinedSpans implements SpanProcessor {
  private final Map<String, ReadableSpan> spans = new ConcurrentHashMap<>();
  private final Queue<ReadableSpan> callbacks = new ConcurrentLinkedQueue<>();

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {
    spans.put(span.getSpanContext().getSpanId(), span);
  }

  @Override
  public boolean isStartRequired() {
    return true;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    if (span.getName().endsWith(" callback")) {
      callbacks.add(span);
    }
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  /** How many are, of all that there are. */
  public String joined() {
    long joined = callbacks.stream().filter(this::isJoined).count();
    return joined + " of " + callbacks.size();
  }

  private boolean isJoined(ReadableSpan callback) {
    ReadableSpan parent = spans.get(callback.getParentSpanContext().getSpanId());
    return parent != null && callback.getName().equals(parent.getName() + " callback");
  }
}
