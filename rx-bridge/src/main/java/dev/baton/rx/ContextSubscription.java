package dev.baton.rx;

import dev.baton.context.ContextSnapshot;
import io.reactivex.rxjava3.operators.QueueSubscription;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;

/**
 * Requests and cancels under a context, whoever asks; of a queue that is fused, polls under it too.
 */
class ContextSubscription implements Subscription {
  final Subscription upstream;
  final ContextSnapshot snapshot;

  private ContextSubscription(Subscription upstream, ContextSnapshot snapshot) {
    this.upstream = upstream;
    this.snapshot = snapshot;
  }

  static Subscription wrap(Subscription upstream, ContextSnapshot snapshot) {
    return upstream instanceof QueueSubscription<?> queue
        ? new OfQueue<>(queue, snapshot)
        : new ContextSubscription(upstream, snapshot);
  }

  @Override
  public final void request(long items) {
    Object thread = ContextSnapshot.thread();
    Object before = snapshot.attach(thread);
    try {
      upstream.request(items);
    } finally {
      snapshot.restore(thread, before, upstream);
    }
  }

  @Override
  public final void cancel() {
    Object thread = ContextSnapshot.thread();
    Object before = snapshot.attach(thread);
    try {
      upstream.cancel();
    } finally {
      snapshot.restore(thread, before, upstream);
    }
  }

  private static final class OfQueue<T> extends ContextSubscription
      implements QueueSubscription<T> {
    private final QueueSubscription<T> queue;

    OfQueue(QueueSubscription<T> queue, ContextSnapshot snapshot) {
      super(queue, snapshot);
      this.queue = queue;
    }

    @Override
    public int requestFusion(int mode) {
      return queue.requestFusion(mode);
    }

    @Override
    public @Nullable T poll() throws Throwable {
      Object thread = ContextSnapshot.thread();
      Object before = snapshot.attach(thread);
      try {
        return queue.poll();
      } finally {
        snapshot.restore(thread, before, queue);
      }
    }

    @Override
    public boolean offer(T value) {
      return queue.offer(value);
    }

    @Override
    public boolean offer(T first, T second) {
      return queue.offer(first, second);
    }

    @Override
    public boolean isEmpty() {
      return queue.isEmpty();
    }

    @Override
    public void clear() {
      queue.clear();
    }
  }
}
