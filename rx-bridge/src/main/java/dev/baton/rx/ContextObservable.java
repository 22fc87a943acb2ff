package dev.baton.rx;

import dev.baton.context.ContextSnapshot;
import dev.baton.context.Propagation;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Observer;

/** Subscribes to a source, and hears its signals, under the context of the subscription. */
final class ContextObservable<T> extends Observable<T> {
  private final Observable<T> source;
  private final Propagation propagation;

  ContextObservable(Observable<T> source, Propagation propagation) {
    this.source = source;
    this.propagation = propagation;
  }

  @Override
  protected void subscribeActual(Observer<? super T> observer) {
    ContextSnapshot snapshot = propagation.capture();
    Object thread = ContextSnapshot.thread();
    Object before = snapshot.attach(thread);
    try {
      source.subscribe(new ContextObserver<>(observer, snapshot));
    } finally {
      snapshot.restore(thread, before, source);
    }
  }
}
