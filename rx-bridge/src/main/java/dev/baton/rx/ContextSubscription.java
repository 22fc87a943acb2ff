package dev.baton.rx;

import dev.baton.context.ContextSnapshot;
import io.reactivex.rxjava3.operators.QueueSubscription;
import org.reactivestreams.Subscription;

/** Requests and cancels under a context, whoever asks. */
final class ContextSubscription implements Subscription {
  private final Subscription upstream;
  private final ContextSnapshot snapshot;

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
  public void request(long items) {
    Object thread = ContextSnapshot.thread();
    Object before = snapshot.attach(thread);
    try {
      upstream.request(items);
    } finally {
      snapshot.restore(thread, before, upstream);
    }
  }

  @Override
  public void cancel() {
    Object thread = ContextSnapshot.thread();
    Object before = snapshot.attach(thread);
    try {
      upstream.cancel();
    } finally {
      snapshot.restore(thread, before, upstream);
    }
  }

  private static final class OfQueue<T> extends ContextQueue<T> implements QueueSubscription<T> {
    private final Subscription itself;

    OfQueue(QueueSubscription<T> queue, ContextSnapshot snapshot) {
      super(queue, snapshot);
      this.itself = new ContextSubscription(queue, snapshot);
    }

    @Override
    public void request(long items) {
      itself.request(items);
    }

    @Override
    public void cancel() {
      itself.cancel();
    }
  }
}
