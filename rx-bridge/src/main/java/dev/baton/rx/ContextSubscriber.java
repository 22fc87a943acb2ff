package dev.baton.rx;

import dev.baton.context.BatonInternal;
import dev.baton.context.CapturedContext;
import dev.baton.rx.ContextObservers.HearsUnderContext;
import io.reactivex.rxjava3.core.FlowableSubscriber;
import io.reactivex.rxjava3.operators.ConditionalSubscriber;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Hears each signal under a context, whatever thread brings it. */
class ContextSubscriber<T> implements FlowableSubscriber<T>, HearsUnderContext {
  private final Subscriber<? super T> downstream;
  private final CapturedContext captured;

  private ContextSubscriber(Subscriber<? super T> downstream, CapturedContext captured) {
    this.downstream = downstream;
    this.captured = captured;
  }

  static <T> FlowableSubscriber<T> wrap(
      Subscriber<? super T> downstream, CapturedContext captured) {
    return downstream instanceof ConditionalSubscriber<? super T> conditional
        ? new Conditional<>(conditional, captured)
        : new ContextSubscriber<>(downstream, captured);
  }

  /**
   * Wraps those of all rails, in a new array: the one that is given belongs to the caller, and may
   * be of a narrower type.
   */
  @SuppressWarnings({"unchecked", "rawtypes"})
  static <T> Subscriber<? super T>[] wrap(
      Subscriber<? super T>[] subscribers, CapturedContext captured) {
    Subscriber<? super T>[] wrapped = new Subscriber[subscribers.length];
    for (int i = 0; i < wrapped.length; i++) {
      wrapped[i] = wrap(subscribers[i], captured);
    }
    return wrapped;
  }

  @Override
  public final Subscriber<? super T> downstream() {
    return downstream;
  }

  @Override
  public final CapturedContext captured() {
    return captured;
  }

  @Override
  public final void onSubscribe(Subscription upstream) {
    captured.run(Subscriber::onSubscribe, downstream, ContextSubscription.wrap(upstream, captured));
  }

  @Override
  public final void onNext(T item) {
    captured.run(Subscriber::onNext, downstream, item);
  }

  @Override
  public final void onError(Throwable error) {
    captured.run(Subscriber::onError, downstream, error);
  }

  @Override
  public final void onComplete() {
    captured.run(Subscriber::onComplete, downstream);
  }

  /** One that tells whether it took an item, so that the source need not be asked for another. */
  private static final class Conditional<T> extends ContextSubscriber<T>
      implements ConditionalSubscriber<T> {
    private final ConditionalSubscriber<? super T> downstream;

    Conditional(ConditionalSubscriber<? super T> downstream, CapturedContext captured) {
      super(downstream, captured);
      this.downstream = downstream;
    }

    @Override
    public boolean tryOnNext(T item) {
      return BatonInternal.run(
          captured(), (to, next, b) -> to.tryOnNext(next), downstream, item, null);
    }
  }
}
