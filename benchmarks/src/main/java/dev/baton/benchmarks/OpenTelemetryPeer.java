package dev.baton.benchmarks;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code Context.taskWrapping} and {@code Context.wrap}. */
class OpenTelemetryPeer extends Peer {
  private final Context inner = ContextState.anew();
  private final Context outer = Context.root().with(Body.KEY, "outer");
  private @Nullable Scope entered;

  @Override
  @SuppressWarnings("MustBeClosedChecker") // leave closes it
  final void enter(boolean inside) {
    entered = (inside ? inner : outer).makeCurrent();
  }

  @Override
  final void leave() {
    if (entered != null) {
      entered.close();
    }
  }

  @Override
  final boolean isInside() {
    return Context.current() == inner;
  }

  @Override
  final Object current() {
    return Context.current();
  }

  @Override
  final void runInside(Runnable body) {
    try (Scope scope = inner.makeCurrent()) {
      body.run();
    }
  }

  @Override
  Runnable wrap(Runnable task) {
    return Context.current().wrap(task);
  }

  @Override
  ExecutorService wrap(ExecutorService pool) {
    return Context.taskWrapping(pool);
  }

  @Override
  ScheduledExecutorService wrap(ScheduledExecutorService pool) {
    return Context.taskWrapping(pool);
  }

  @Override
  <T, R> Function<T, R> ofStage(Function<T, R> function) {
    return Context.current().wrapFunction(function);
  }
}
