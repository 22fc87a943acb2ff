package dev.baton.rx;

import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** What somebody's hook puts between: looks at each signal on its way down. */
final class SeeingSubscriber implements Subscriber<Object> {
  private final Subscriber<Object> downstream;
  private final Runnable look;

  @SuppressWarnings("unchecked")
  SeeingSubscriber(Subscriber<?> downstream, Runnable look) {
    this.downstream = (Subscriber<Object>) downstream;
    this.look = look;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    downstream.onSubscribe(subscription);
  }

  @Override
  public void onNext(Object item) {
    look.run();
  }

  @Override
  public void onError(Throwable error) {
    look.run();
    downstream.onError(error);
  }

  @Override
  public void onComplete() {
    look.run();
    downstream.onComplete();
  }
}
