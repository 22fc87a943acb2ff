package dev.baton.rx;

import dev.baton.context.ContextSnapshot;
import io.reactivex.rxjava3.operators.QueueFuseable;
import org.jspecify.annotations.Nullable;

/** A queue that may be fused; polled under a context, since what fills it may run then. */
abstract class ContextQueue<T> implements QueueFuseable<T> {
  private final QueueFuseable<T> queue;
  private final ContextSnapshot snapshot;

  ContextQueue(QueueFuseable<T> queue, ContextSnapshot snapshot) {
    this.queue = queue;
    this.snapshot = snapshot;
  }

  @Override
  public final int requestFusion(int mode) {
    return queue.requestFusion(mode);
  }

  @Override
  public final @Nullable T poll() throws Throwable {
    Object thread = ContextSnapshot.thread();
    Object before = snapshot.attach(thread);
    try {
      return queue.poll();
    } finally {
      snapshot.restore(thread, before, queue);
    }
  }

  @Override
  public final boolean offer(T value) {
    return queue.offer(value);
  }

  @Override
  public final boolean offer(T first, T second) {
    return queue.offer(first, second);
  }

  @Override
  public final boolean isEmpty() {
    return queue.isEmpty();
  }

  @Override
  public final void clear() {
    queue.clear();
  }
}
