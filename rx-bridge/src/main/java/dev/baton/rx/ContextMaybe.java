package dev.baton.rx;

import dev.baton.context.ContextSnapshot;
import dev.baton.context.Propagation;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.MaybeObserver;

/** Subscribes to a source, and hears its signals, under the context of the subscription. */
final class ContextMaybe<T> extends Maybe<T> {
  private final Maybe<T> source;
  private final Propagation propagation;

  ContextMaybe(Maybe<T> source, Propagation propagation) {
    this.source = source;
    this.propagation = propagation;
  }

  @Override
  protected void subscribeActual(MaybeObserver<? super T> observer) {
    ContextSnapshot snapshot = propagation.capture();
    Object thread = ContextSnapshot.thread();
    Object before = snapshot.attach(thread);
    try {
      source.subscribe(new ContextMaybeObserver<>(observer, snapshot));
    } finally {
      snapshot.restore(thread, before, source);
    }
  }
}
