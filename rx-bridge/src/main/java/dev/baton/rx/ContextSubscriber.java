package dev.baton.rx;

import dev.baton.context.ContextSnapshot;
import io.reactivex.rxjava3.core.FlowableSubscriber;
import io.reactivex.rxjava3.operators.ConditionalSubscriber;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Hears each signal under a context, whatever thread brings it. */
class ContextSubscriber<T> implements FlowableSubscriber<T> {
  final Subscriber<? super T> downstream;
  final ContextSnapshot snapshot;

  private ContextSubscriber(Subscriber<? super T> downstream, ContextSnapshot snapshot) {
    this.downstream = downstream;
    this.snapshot = snapshot;
  }

  static <T> FlowableSubscriber<T> wrap(
      Subscriber<? super T> downstream, ContextSnapshot snapshot) {
    return downstream instanceof ConditionalSubscriber<? super T> conditional
        ? new Conditional<>(conditional, snapshot)
        : new ContextSubscriber<>(downstream, snapshot);
  }

  @Override
  public final void onSubscribe(Subscription subscription) {
    Object thread = ContextSnapshot.thread();
    Object before = snapshot.attach(thread);
    try {
      downstream.onSubscribe(ContextSubscription.wrap(subscription, snapshot));
    } finally {
      snapshot.restore(thread, before, downstream);
    }
  }

  @Override
  public final void onNext(T item) {
    Object thread = ContextSnapshot.thread();
    Object before = snapshot.attach(thread);
    try {
      downstream.onNext(item);
    } finally {
      snapshot.restore(thread, before, downstream);
    }
  }

  @Override
  public final void onError(Throwable error) {
    Object thread = ContextSnapshot.thread();
    Object before = snapshot.attach(thread);
    try {
      downstream.onError(error);
    } finally {
      snapshot.restore(thread, before, downstream);
    }
  }

  @Override
  public final void onComplete() {
    Object thread = ContextSnapshot.thread();
    Object before = snapshot.attach(thread);
    try {
      downstream.onComplete();
    } finally {
      snapshot.restore(thread, before, downstream);
    }
  }

  /** One that tells whether it took an item, so that the source need not be asked for another. */
  private static final class Conditional<T> extends ContextSubscriber<T>
      implements ConditionalSubscriber<T> {
    private final ConditionalSubscriber<? super T> conditional;

    Conditional(ConditionalSubscriber<? super T> downstream, ContextSnapshot snapshot) {
      super(downstream, snapshot);
      this.conditional = downstream;
    }

    @Override
    public boolean tryOnNext(T item) {
      Object thread = ContextSnapshot.thread();
      Object before = snapshot.attach(thread);
      try {
        return conditional.tryOnNext(item);
      } finally {
        snapshot.restore(thread, before, downstream);
      }
    }
  }
}
