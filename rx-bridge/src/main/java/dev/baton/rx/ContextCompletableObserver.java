package dev.baton.rx;

import dev.baton.context.ContextSnapshot;
import io.reactivex.rxjava3.core.CompletableObserver;
import io.reactivex.rxjava3.disposables.Disposable;

/** Hears each signal under a context, whatever thread brings it. */
final class ContextCompletableObserver implements CompletableObserver {
  private final CompletableObserver downstream;
  private final ContextSnapshot snapshot;

  ContextCompletableObserver(CompletableObserver downstream, ContextSnapshot snapshot) {
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
  public void onError(Throwable error) {
    Object thread = ContextSnapshot.thread();
    Object before = snapshot.attach(thread);
    try {
      downstream.onError(error);
    } finally {
      snapshot.restore(thread, before, downstream);
    }
  }

  @Override
  public void onComplete() {
    Object thread = ContextSnapshot.thread();
    Object before = snapshot.attach(thread);
    try {
      downstream.onComplete();
    } finally {
      snapshot.restore(thread, before, downstream);
    }
  }
}
