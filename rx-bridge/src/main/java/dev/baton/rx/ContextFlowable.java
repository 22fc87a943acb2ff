package dev.baton.rx;

import dev.baton.context.ContextSnapshot;
import dev.baton.context.Propagation;
import io.reactivex.rxjava3.core.Flowable;
import org.reactivestreams.Subscriber;

/** Subscribes to a source, and hears its signals, under the context of the subscription. */
final class ContextFlowable<T> extends Flowable<T> {
  private final Flowable<T> source;
  private final Propagation propagation;

  ContextFlowable(Flowable<T> source, Propagation propagation) {
    this.source = source;
    this.propagation = propagation;
  }

  @Override
  protected void subscribeActual(Subscriber<? super T> subscriber) {
    ContextSnapshot snapshot = propagation.capture();
    Object thread = ContextSnapshot.thread();
    Object before = snapshot.attach(thread);
    try {
      source.subscribe(ContextSubscriber.wrap(subscriber, snapshot));
    } finally {
      snapshot.restore(thread, before, source);
    }
  }
}
