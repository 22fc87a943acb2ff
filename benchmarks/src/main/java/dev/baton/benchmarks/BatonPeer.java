package dev.baton.benchmarks;

import dev.baton.context.Propagation;
import dev.baton.executors.ContextExecutors;
import dev.baton.executors.ContextFutures;
import io.opentelemetry.context.Context;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;

/** Ours, on whichever storage is in place. */
final class BatonPeer extends OpenTelemetryPeer {
  @Override
  Runnable wrap(Runnable task) {
    return Propagation.capturing().wrap(task);
  }

  @Override
  Runnable wrapInside(Runnable task) {
    return Propagation.fixed(inner).wrap(task);
  }

  @Override
  Runnable wrap(Object context, Runnable task) {
    return Propagation.fixed((Context) context).wrap(task);
  }

  @Override
  ExecutorService wrap(ExecutorService pool) {
    return ContextExecutors.wrap(pool);
  }

  @Override
  ScheduledExecutorService wrap(ScheduledExecutorService pool) {
    return ContextExecutors.wrap(pool);
  }

  @Override
  <T> CompletableFuture<T> newFuture() {
    return ContextFutures.newFuture();
  }

  @Override
  <T, R> Function<T, R> ofStage(Function<T, R> function) {
    return function;
  }
}
