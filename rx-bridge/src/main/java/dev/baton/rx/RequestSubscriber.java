package dev.baton.rx;

import dev.baton.context.CapturedContext;
import io.reactivex.rxjava3.core.FlowableSubscriber;
import io.reactivex.rxjava3.operators.ConditionalSubscriber;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Requests, cancels and polls under a context, and passes signals down as they are. For a source
 * that emits only what it is asked for, or what came to it from above under the context already.
 */
class RequestSubscriber<T> implements FlowableSubscriber<T> {
  private final Subscriber<? super T> downstream;
  private final CapturedContext captured;

  private RequestSubscriber(Subscriber<? super T> downstream, CapturedContext captured) {
    this.downstream = downstream;
    this.captured = captured;
  }

  static <T> FlowableSubscriber<T> wrap(
      Subscriber<? super T> downstream, CapturedContext captured) {
    return downstream instanceof ConditionalSubscriber<? super T> conditional
        ? new Conditional<>(conditional, captured)
        : new RequestSubscriber<>(downstream, captured);
  }

  @Override
  public final void onSubscribe(Subscription upstream) {
    downstream.onSubscribe(ContextSubscription.wrap(upstream, captured));
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

    Conditional(ConditionalSubscriber<? super T> downstream, CapturedContext captured) {
      super(downstream, captured);
      this.conditional = downstream;
    }

    @Override
    public boolean tryOnNext(T item) {
      return conditional.tryOnNext(item);
    }
  }
}
