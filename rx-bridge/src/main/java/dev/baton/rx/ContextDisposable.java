package dev.baton.rx;

import dev.baton.context.CapturedContext;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.operators.QueueDisposable;

/** Disposes under a context, whoever asks. */
class ContextDisposable implements Disposable {
  private final Disposable upstream;
  private final CapturedContext captured;

  private ContextDisposable(Disposable upstream, CapturedContext captured) {
    this.upstream = upstream;
    this.captured = captured;
  }

  /** A null, which no source may send, stays one: whoever is below reports it. */
  @SuppressWarnings("NullAway") // the violation is somebody else's
  static Disposable wrap(Disposable upstream, CapturedContext captured) {
    if (upstream == null) {
      return upstream;
    }
    return upstream instanceof QueueDisposable<?> queue
        ? new OfQueue<>(queue, captured)
        : new ContextDisposable(upstream, captured);
  }

  @Override
  public final void dispose() {
    captured.run(Disposable::dispose, upstream);
  }

  @Override
  public final boolean isDisposed() {
    return upstream.isDisposed();
  }

  public final CapturedContext captured() {
    return captured;
  }

  private static final class OfQueue<T> extends ContextDisposable
      implements ContextQueue<T>, QueueDisposable<T> {
    private final QueueDisposable<T> queue;

    OfQueue(QueueDisposable<T> queue, CapturedContext captured) {
      super(queue, captured);
      this.queue = queue;
    }

    @Override
    public QueueDisposable<T> queue() {
      return queue;
    }
  }
}
