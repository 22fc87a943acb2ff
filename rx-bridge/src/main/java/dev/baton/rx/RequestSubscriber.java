package dev.baton.rx;

import dev.baton.context.ContextSnapshot;
import io.reactivex.rxjava3.core.FlowableSubscriber;
import io.reactivex.rxjava3.operators.ConditionalSubscriber;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Where nothing comes down but what was asked for, or came from further up under its context: the
 * way up, to request, cancel or poll, goes through a context, and the way down is free.
 */
class RequestSubscriber<T> implements FlowableSubscriber<T> {
  private final Subscriber<? super T> downstream;
  private final ContextSnapshot snapshot;

  private RequestSubscriber(Subscriber<? super T> downstream, ContextSnapshot snapshot) {
    this.downstream = downstream;
    this.snapshot = snapshot;
  }

  static <T> FlowableSubscriber<T> wrap(
      Subscriber<? super T> downstream, ContextSnapshot snapshot) {
    return downstream instanceof ConditionalSubscriber<? super T> conditional
        ? new Conditional<>(conditional, snapshot)
        : new RequestSubscriber<>(downstream, snapshot);
  }

  @Override
  public final void onSubscribe(Subscription subscription) {
    downstream.onSubscribe(ContextSubscription.wrap(subscription, snapshot));
  }

  @Override
  public final void onNext(T item) {
    downstream.onNext(item);
  }

  @Override
  public final void onError(Throwable error) {
    downstream.onError(error);
  }

  @Override
  public final void onComplete() {
    downstream.onComplete();
  }

  private static final class Conditional<T> extends RequestSubscriber<T>
      implements ConditionalSubscriber<T> {
    private final ConditionalSubscriber<? super T> conditional;

    Conditional(ConditionalSubscriber<? super T> downstream, ContextSnapshot snapshot) {
      super(downstream, snapshot);
      this.conditional = downstream;
    }

    @Override
    public boolean tryOnNext(T item) {
      return conditional.tryOnNext(item);
    }
  }
}
