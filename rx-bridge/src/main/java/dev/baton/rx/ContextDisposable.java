package dev.baton.rx;

import dev.baton.context.ContextSnapshot;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.operators.QueueDisposable;
import org.jspecify.annotations.Nullable;

/** Disposes under a context, whoever asks; of a queue that is fused, polls under it too. */
class ContextDisposable implements Disposable {
  final Disposable upstream;
  final ContextSnapshot snapshot;

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
  public final void dispose() {
    Object thread = ContextSnapshot.thread();
    Object before = snapshot.attach(thread);
    try {
      upstream.dispose();
    } finally {
      snapshot.restore(thread, before, upstream);
    }
  }

  @Override
  public final boolean isDisposed() {
    return upstream.isDisposed();
  }

  private static final class OfQueue<T> extends ContextDisposable implements QueueDisposable<T> {
    private final QueueDisposable<T> queue;

    OfQueue(QueueDisposable<T> queue, ContextSnapshot snapshot) {
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
