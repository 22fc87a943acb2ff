package dev.baton.benchmarks;

import brave.propagation.CurrentTraceContext;
import brave.propagation.TraceContext;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** Brave's current trace context, without decorators. */
final class BravePeer extends Peer {
  private final CurrentTraceContext traces = CurrentTraceContext.Default.create();
  private final TraceContext outer = TraceContext.newBuilder().traceId(1).spanId(1).build();
  private final TraceContext inner = TraceContext.newBuilder().traceId(1).spanId(2).build();
  private CurrentTraceContext.@Nullable Scope entered;

  @Override
  void enter(boolean inside) {
    entered = traces.newScope(inside ? inner : outer);
  }

  @Override
  void leave() {
    if (entered != null) {
      entered.close();
    }
  }

  @Override
  boolean isInside() {
    return traces.get() == inner;
  }

  @Override
  @Nullable Object current() {
    return traces.get();
  }

  @Override
  void runInside(Runnable body) {
    try (CurrentTraceContext.Scope scope = traces.newScope(inner)) {
      body.run();
    }
  }

  @Override
  Runnable wrap(Runnable task) {
    return traces.wrap(task);
  }

  @Override
  ExecutorService wrap(ExecutorService pool) {
    return traces.executorService(pool);
  }
}
