package dev.baton.examples;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * OpenTelemetry's SDK, which here keeps the spans of a few requests, and sends all to a collector.
 */
final class Tracing implements SpanProcessor, AutoCloseable {
  /** The number of the request for which a span was made, whichever trace it ended up in. */
  static final AttributeKey<Long> REQUEST = AttributeKey.longKey("request");

  static final AttributeKey<String> THREAD = AttributeKey.stringKey("thread.name");

  /** How many seconds its callback had waited for its turn, as the spans of tasks have it. */
  static final AttributeKey<Double> WAIT = AttributeKey.doubleKey("baton.task.wait.duration");

  /** The number of another request, if that one's context was found. */
  static final AttributeKey<Long> FOUND = AttributeKey.longKey("request.found");

  private final String process;
  private final Sample kept;
  private final Queue<FinishedSpan> spans = new ConcurrentLinkedQueue<>();
  private final @Nullable OtlpExport export;
  private final Tracer tracer;

  /**
   * Tracing of one service.
   *
   * @param process its name
   * @param wiring of its executors
   * @param kept the requests whose spans are kept
   */
  Tracing(String process, Wiring wiring, Sample kept) {
    this.process = process;
    this.kept = kept;
    this.export = OtlpExport.start(process, wiring, this);
    SdkTracerProvider provider =
        export == null
            ? SdkTracerProvider.builder().addSpanProcessor(this).build()
            : export.provider();
    this.tracer = provider.get("dev.baton.examples");
  }

  Tracer tracer() {
    return tracer;
  }

  /**
   * A span that is to be made on the current thread.
   *
   * @param request the number of the request that it is for
   */
  static SpanBuilder span(Tracer tracer, String name, long request) {
    Thread thread = Thread.currentThread();
    return tracer
        .spanBuilder(name)
        .setAttribute(REQUEST, request)
        .setAttribute(THREAD, thread.isVirtual() ? "virtual" : thread.getName());
  }

  List<FinishedSpan> spans() {
    return List.copyOf(spans);
  }

  @Override
  public void onEnd(ReadableSpan span) {
    if (export != null) {
      export.ended(span);
    }
    Long request = span.getAttribute(REQUEST);
    if (request != null && kept.contains(request)) {
      spans.add(FinishedSpan.of(process, span.toSpanData()));
    }
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {}

  @Override
  public boolean isStartRequired() {
    return false;
  }

  /** Returns when all spans are with the collector, if there is one. */
  @Override
  public void close() {
    if (export != null) {
      export.close();
    }
  }
}
