package dev.baton.rx;

import dev.baton.context.ContextSnapshot;
import dev.baton.context.Propagation;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.CompletableObserver;

/** Subscribes to a source, and hears its signals, under the context of the subscription. */
final class ContextCompletable extends Completable {
  private final Completable source;
  private final Propagation propagation;

  ContextCompletable(Completable source, Propagation propagation) {
    this.source = source;
    this.propagation = propagation;
  }

  @Override
  protected void subscribeActual(CompletableObserver observer) {
    ContextSnapshot snapshot = propagation.capture();
    Object thread = ContextSnapshot.thread();
    Object before = snapshot.attach(thread);
    try {
      source.subscribe(new ContextCompletableObserver(observer, snapshot));
    } finally {
      snapshot.restore(thread, before, source);
    }
  }
}
