package dev.baton.examples.rpc;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** OpenTelemetry's SDK, which here keeps each span that has ended. */
final class SpanLog implements SpanProcessor {
  private final String process;
  private final AtomicInteger open = new AtomicInteger();
  private final Queue<SpanData> ended = new ConcurrentLinkedQueue<>();
  private final OpenTelemetry openTelemetry =
      OpenTelemetrySdk.builder()
          .setTracerProvider(SdkTracerProvider.builder().addSpanProcessor(this).build())
          .setPropagators(
              ContextPropagators.create(
                  TextMapPropagator.composite(
                      W3CTraceContextPropagator.getInstance(), W3CBaggagePropagator.getInstance())))
          .build();

  /** Of one process, by its name. */
  SpanLog(String process) {
    this.process = process;
  }

  OpenTelemetry openTelemetry() {
    return openTelemetry;
  }

  /** How many have started and not ended. */
  int open() {
    return open.get();
  }

  List<SpanData> ended() {
    return List.copyOf(ended);
  }

  List<EndedSpan> spans() {
    return ended.stream().map(span -> EndedSpan.of(process, span)).toList();
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {
    open.incrementAndGet();
  }

  @Override
  public boolean isStartRequired() {
    return true;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    ended.add(span.toSpanData());
    open.decrementAndGet();
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }
}
