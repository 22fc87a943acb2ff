package dev.baton.benchmarks;

import com.alibaba.ttl.TransmittableThreadLocal;
import com.alibaba.ttl.TtlRunnable;
import com.alibaba.ttl.TtlWrappers;
import com.alibaba.ttl.threadpool.TtlExecutors;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;

/** Alibaba's TransmittableThreadLocal, with one of them. */
final class AlibabaPeer extends Peer {
  private final TransmittableThreadLocal<String> value = new TransmittableThreadLocal<>();

  @Override
  void enter(boolean inside) {
    value.set(inside ? Body.VALUE : "outer");
  }

  @Override
  void leave() {
    value.remove();
  }

  @Override
  boolean isInside() {
    return value.get() == Body.VALUE;
  }

  @Override
  Object current() {
    return value.get();
  }

  @Override
  void runInside(Runnable body) {
    String before = value.get();
    value.set(Body.VALUE);
    try {
      body.run();
    } finally {
      value.set(before);
    }
  }

  @Override
  Runnable wrap(Runnable task) {
    return Objects.requireNonNull(TtlRunnable.get(task));
  }

  @Override
  ExecutorService wrap(ExecutorService pool) {
    return Objects.requireNonNull(TtlExecutors.getTtlExecutorService(pool));
  }

  @Override
  ScheduledExecutorService wrap(ScheduledExecutorService pool) {
    return Objects.requireNonNull(TtlExecutors.getTtlScheduledExecutorService(pool));
  }

  @Override
  <T, R> Function<T, R> ofStage(Function<T, R> function) {
    return Objects.requireNonNull(TtlWrappers.wrapFunction(function));
  }
}
