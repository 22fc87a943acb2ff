package dev.baton.fuzz;

import dev.baton.context.testing.TestContexts;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;

/** A scope that a block has opened, and what the thread has in it. */
final class Opened {
  private static final Tracer TRACER =
      SdkTracerProvider.builder().addSpanProcessor(new Ignoring()).build().get("fuzz");

  /** Without a processor the SDK makes no spans. */
  private static final class Ignoring implements SpanProcessor {
    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
      return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {}

    @Override
    public boolean isEndRequired() {
      return false;
    }
  }

  final State state;
  private final Scope scope;
  boolean open = true;

  private Opened(Context context, Span span, Scope scope) {
    this.state = new State(context, span, null, null);
    this.scope = scope;
  }

  static Opened context(Context context) {
    return new Opened(context, Span.fromContext(context), TestContexts.open(context));
  }

  /** As instrumentation does it: the span's parent is whatever is current. */
  @SuppressWarnings("MustBeClosedChecker")
  static Opened span(Program program, String name, Span parent) {
    Span span = TRACER.spanBuilder(name).startSpan();
    if (!((ReadableSpan) span).getParentSpanContext().equals(parent.getSpanContext())) {
      program.fail("a span began as a child of another than " + parent);
    }
    Scope scope = span.makeCurrent();
    return new Opened(Context.current(), span, scope);
  }

  /** Of no effect if it is closed already. */
  void close() {
    scope.close();
    state.span().end();
    open = false;
  }
}
