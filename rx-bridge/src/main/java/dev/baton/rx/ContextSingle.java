package dev.baton.rx;

import dev.baton.context.ContextSnapshot;
import dev.baton.context.Propagation;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleObserver;

/** Subscribes to a source, and hears its signals, under the context of the subscription. */
final class ContextSingle<T> extends Single<T> {
  private final Single<T> source;
  private final Propagation propagation;

  ContextSingle(Single<T> source, Propagation propagation) {
    this.source = source;
    this.propagation = propagation;
  }

  @Override
  protected void subscribeActual(SingleObserver<? super T> observer) {
    ContextSnapshot snapshot = propagation.capture();
    Object thread = ContextSnapshot.thread();
    Object before = snapshot.attach(thread);
    try {
      source.subscribe(new ContextSingleObserver<>(observer, snapshot));
    } finally {
      snapshot.restore(thread, before, source);
    }
  }
}
