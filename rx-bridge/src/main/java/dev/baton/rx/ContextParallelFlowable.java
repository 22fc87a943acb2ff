package dev.baton.rx;

import dev.baton.context.ContextSnapshot;
import dev.baton.context.Propagation;
import io.reactivex.rxjava3.parallel.ParallelFlowable;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import org.reactivestreams.Subscriber;

/** Subscribes to the rails of a source, and hears them, under the context of the subscription. */
final class ContextParallelFlowable<T> extends ParallelFlowable<T> {
  private final ParallelFlowable<T> source;
  private final Propagation propagation;

  ContextParallelFlowable(ParallelFlowable<T> source, Propagation propagation) {
    this.source = source;
    this.propagation = propagation;
  }

  @Override
  public int parallelism() {
    return source.parallelism();
  }

  @Override
  public void subscribe(Subscriber<? super T>[] subscribers) {
    Subscriber<? super T>[] hooked = RxJavaPlugins.onSubscribe(this, subscribers);
    if (!validate(hooked)) {
      return;
    }
    ContextSnapshot snapshot = propagation.capture();
    Object thread = ContextSnapshot.thread();
    Object before = snapshot.attach(thread);
    try {
      source.subscribe(wrap(hooked, snapshot));
    } finally {
      snapshot.restore(thread, before, source);
    }
  }

  /** A new array: the one that is given belongs to the caller, and may be of a narrower type. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  static <T> Subscriber<? super T>[] wrap(
      Subscriber<? super T>[] subscribers, ContextSnapshot snapshot) {
    Subscriber<? super T>[] wrapped = new Subscriber[subscribers.length];
    for (int i = 0; i < wrapped.length; i++) {
      wrapped[i] = ContextSubscriber.wrap(subscribers[i], snapshot);
    }
    return wrapped;
  }
}
