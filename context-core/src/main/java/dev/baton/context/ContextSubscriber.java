package dev.baton.context;

import io.opentelemetry.context.Context;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Hears each signal under what was captured, and asks for more under the same. */
final class ContextSubscriber<T> extends ContextWrapper<Flow.Subscriber<T>>
    implements Flow.Subscriber<T> {
  ContextSubscriber(Flow.Subscriber<T> task, Context context, @Nullable Extras extras) {
    super(task, context, extras);
  }

  @Override
  @SuppressWarnings("NullAway") // a null is the subscriber's to refuse
  public void onSubscribe(Flow.Subscription subscription) {
    run(
        (subscriber, upstream, b) -> {
          subscriber.onSubscribe(upstream);
          return null;
        },
        subscription == null ? null : new ContextSubscription(captured(), subscription),
        null);
  }

  private CapturedContext captured() {
    return new CapturedContext(context, extras == null ? CarriedValues.NONE : extras.values());
  }

  @Override
  public void onNext(T item) {
    run(
        (subscriber, next, b) -> {
          subscriber.onNext(next);
          return null;
        },
        item,
        null);
  }

  @Override
  public void onError(Throwable failure) {
    run(
        (subscriber, error, b) -> {
          subscriber.onError(error);
          return null;
        },
        failure,
        null);
  }

  @Override
  public void onComplete() {
    run(
        (subscriber, a, b) -> {
          subscriber.onComplete();
          return null;
        },
        null,
        null);
  }

  /** The way up: whoever has it may ask or cancel from anywhere, and the publisher's code runs. */
  private record ContextSubscription(CapturedContext captured, Flow.Subscription subscription)
      implements Flow.Subscription {
    @Override
    public void request(long items) {
      captured.run(Flow.Subscription::request, subscription, items);
    }

    @Override
    public void cancel() {
      captured.run(Flow.Subscription::cancel, subscription);
    }
  }
}
