package dev.baton.rx;

import dev.baton.context.CapturedContext;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.operators.QueueSubscription;
import org.reactivestreams.Subscription;

/** Requests and cancels under a context, whoever asks. */
class ContextSubscription implements Subscription {
  private final Subscription upstream;
  private final CapturedContext captured;

  private ContextSubscription(Subscription upstream, CapturedContext captured) {
    this.upstream = upstream;
    this.captured = captured;
  }

  /** A null, which no source may send, stays one: whoever is below reports it. */
  @SuppressWarnings("NullAway") // the violation is somebody else's
  static Subscription wrap(Subscription upstream, CapturedContext captured) {
    if (upstream == null) {
      return upstream;
    }
    return upstream instanceof QueueSubscription<?> queue
        ? new OfQueue<>(queue, captured)
        : new ContextSubscription(upstream, captured);
  }

  @Override
  public final void request(long items) {
    if (items == Long.MAX_VALUE) {
      captured.run(ContextSubscription::requestAll, upstream);
    } else if (items == Flowable.bufferSize()) {
      captured.run(ContextSubscription::requestBuffer, upstream);
    } else {
      captured.run(Subscription::request, upstream, items); // boxed, and there are boxes up to 127
    }
  }

  private static void requestAll(Subscription upstream) {
    upstream.request(Long.MAX_VALUE);
  }

  private static void requestBuffer(Subscription upstream) {
    upstream.request(Flowable.bufferSize());
  }

  @Override
  public final void cancel() {
    captured.run(Subscription::cancel, upstream);
  }

  public final CapturedContext captured() {
    return captured;
  }

  private static final class OfQueue<T> extends ContextSubscription
      implements ContextQueue<T>, QueueSubscription<T> {
    private final QueueSubscription<T> queue;

    OfQueue(QueueSubscription<T> queue, CapturedContext captured) {
      super(queue, captured);
      this.queue = queue;
    }

    @Override
    public QueueSubscription<T> queue() {
      return queue;
    }
  }
}
