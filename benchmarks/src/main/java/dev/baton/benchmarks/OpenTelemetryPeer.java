package dev.baton.benchmarks;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code Context.taskWrapping} and {@code Context.wrap}. */
class OpenTelemetryPeer extends Peer {
  final Context inner = ContextState.anew();
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
      entered = null;
    }
  }

  @Override
  final boolean isInside() {
    return Context.current() == inner;
  }

  @Override
  final boolean isInsideAlike() {
    return Context.current().get(Body.KEY) == Body.VALUE;
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
  final Object anew() {
    return ContextState.anew();
  }

  @Override
  final void runInside(Object context, Runnable body) {
    try (Scope scope = ((Context) context).makeCurrent()) {
      body.run();
    }
  }

  @Override
  Runnable wrap(Runnable task) {
    return Context.current().wrap(task);
  }

  @Override
  final boolean wrapsWithAny() {
    return true;
  }

  @Override
  Runnable wrapInside(Runnable task) {
    return inner.wrap(task);
  }

  @Override
  Runnable wrap(Object context, Runnable task) {
    return ((Context) context).wrap(task);
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
