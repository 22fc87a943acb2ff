package dev.baton.rx;

import dev.baton.context.ContextSnapshot;
import io.reactivex.rxjava3.core.SingleObserver;
import io.reactivex.rxjava3.disposables.Disposable;

/** Hears each signal under a context, whatever thread brings it. */
final class ContextSingleObserver<T> implements SingleObserver<T> {
  private final SingleObserver<? super T> downstream;
  private final ContextSnapshot snapshot;

  ContextSingleObserver(SingleObserver<? super T> downstream, ContextSnapshot snapshot) {
    this.downstream = downstream;
    this.snapshot = snapshot;
  }

  @Override
  public void onSubscribe(Disposable disposable) {
    Object thread = ContextSnapshot.thread();
    Object before = snapshot.attach(thread);
    try {
      downstream.onSubscribe(ContextDisposable.wrap(disposable, snapshot));
    } finally {
      snapshot.restore(thread, before, downstream);
    }
  }

  @Override
  public void onSuccess(T value) {
    Object thread = ContextSnapshot.thread();
    Object before = snapshot.attach(thread);
    try {
      downstream.onSuccess(value);
    } finally {
      snapshot.restore(thread, before, downstream);
    }
  }

  @Override
  public void onError(Throwable error) {
    Object thread = ContextSnapshot.thread();
    Object before = snapshot.attach(thread);
    try {
      downstream.onError(error);
    } finally {
      snapshot.restore(thread, before, downstream);
    }
  }
}
