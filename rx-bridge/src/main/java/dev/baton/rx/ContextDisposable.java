package dev.baton.rx;

import dev.baton.context.ContextSnapshot;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.operators.QueueDisposable;

/** Disposes under a context, whoever asks. */
final class ContextDisposable implements Disposable {
  private final Disposable upstream;
  private final ContextSnapshot snapshot;

  private ContextDisposable(Disposable upstream, ContextSnapshot snapshot) {
    this.upstream = upstream;
    this.snapshot = snapshot;
  }

  static Disposable wrap(Disposable upstream, ContextSnapshot snapshot) {
    return upstream instanceof QueueDisposable<?> queue
        ? new OfQueue<>(queue, snapshot)
        : new ContextDisposable(upstream, snapshot);
  }

  @Override
  public void dispose() {
    Object thread = ContextSnapshot.thread();
    Object before = snapshot.attach(thread);
    try {
      upstream.dispose();
    } finally {
      snapshot.restore(thread, before, upstream);
    }
  }

  @Override
  public boolean isDisposed() {
    return upstream.isDisposed();
  }

  private static final class OfQueue<T> extends ContextQueue<T> implements QueueDisposable<T> {
    private final Disposable itself;

    OfQueue(QueueDisposable<T> queue, ContextSnapshot snapshot) {
      super(queue, snapshot);
      this.itself = new ContextDisposable(queue, snapshot);
    }

    @Override
    public void dispose() {
      itself.dispose();
    }

    @Override
    public boolean isDisposed() {
      return itself.isDisposed();
    }
  }
}
