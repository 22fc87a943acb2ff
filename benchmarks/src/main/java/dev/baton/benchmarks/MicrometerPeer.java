package dev.baton.benchmarks;

import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextScheduledExecutorService;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;

/** Micrometer context-propagation, with one plain thread-local in a registry of its own. */
final class MicrometerPeer extends Peer {
  private final ThreadLocal<String> value = new ThreadLocal<>();
  private final ContextSnapshotFactory snapshots =
      ContextSnapshotFactory.builder()
          .contextRegistry(new ContextRegistry().registerThreadLocalAccessor("benchmark", value))
          .build();
  private final ContextSnapshot inner;

  MicrometerPeer() {
    enter(true);
    inner = snapshots.captureAll();
    leave();
  }

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
    try (ContextSnapshot.Scope scope = inner.setThreadLocals()) {
      body.run();
    }
  }

  @Override
  Runnable wrap(Runnable task) {
    return snapshots.captureAll().wrap(task);
  }

  @Override
  ExecutorService wrap(ExecutorService pool) {
    return ContextExecutorService.wrap(pool, snapshots);
  }

  @Override
  ScheduledExecutorService wrap(ScheduledExecutorService pool) {
    return ContextScheduledExecutorService.wrap(pool, snapshots);
  }
}
