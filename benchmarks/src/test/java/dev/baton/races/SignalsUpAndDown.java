package dev.baton.races;

import dev.baton.rx.ContextTransformer;
import dev.baton.rx.RxContextHooks;
import io.opentelemetry.context.Scope;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.FlowableSubscriber;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * A chain that was subscribed to in A: a thread, in B, brings an item down while another one asks
 * for more, or cancels.
 */
@Outcome(
    id = "A in B, A in root",
    expect = Expect.ACCEPTABLE,
    desc = "Both see the subscriber's context, and both threads get back what they had.")
@Outcome(
    id = "(?!A in B).*",
    expect = Expect.FORBIDDEN,
    desc = "Whichever thread a signal comes from, whatever is below hears it under the context.")
@Outcome(
    id = ".*",
    expect = Expect.FORBIDDEN,
    desc = "Whoever asks or cancels, the source hears it under the context of the subscription.")
abstract class SignalsUpAndDown extends Race implements FlowableSubscriber<String> {
  private final Foreign<String> source = new Foreign<>();
  Subscription subscription;
  private volatile String seen = "nothing";

  SignalsUpAndDown() {
    try (Scope scope = A.makeCurrent()) {
      subscribe(source);
    }
  }

  abstract void subscribe(Foreign<String> source);

  final String down() {
    try (Scope scope = B.makeCurrent()) {
      start();
      source.subscriber.onNext("item");
      return seen + " in " + current();
    }
  }

  final String up() {
    return source.seen + " in " + current();
  }

  @Override
  public final void onSubscribe(Subscription s) {
    subscription = s;
  }

  @Override
  public final void onNext(String item) {
    seen = current();
  }

  @Override
  public final void onError(Throwable error) {
    seen = error.toString();
  }

  @Override
  public final void onComplete() {}

  /** A source to which anybody may bring a signal. */
  static final class Foreign<T> extends Flowable<T> implements Subscription {
    Subscriber<? super T> subscriber;
    volatile String seen = "nothing";

    @Override
    protected void subscribeActual(Subscriber<? super T> below) {
      subscriber = below;
      below.onSubscribe(this);
    }

    @Override
    public void request(long items) {
      seen = current();
    }

    @Override
    public void cancel() {
      seen = current();
    }
  }

  @JCStressTest
  @State
  public static class RequestThroughTransformer extends SignalsUpAndDown {
    @Override
    void subscribe(Foreign<String> source) {
      source.compose(ContextTransformer.of()).subscribe(this);
    }

    @Actor
    public void actor1(LL_Result r) {
      r.r1 = down();
    }

    @Actor
    public void actor2(LL_Result r) {
      start();
      subscription.request(1);
      r.r2 = up();
    }
  }

  @JCStressTest
  @State
  public static class CancelThroughTransformer extends SignalsUpAndDown {
    @Override
    void subscribe(Foreign<String> source) {
      source.compose(ContextTransformer.of()).subscribe(this);
    }

    @Actor
    public void actor1(LL_Result r) {
      r.r1 = down();
    }

    @Actor
    public void actor2(LL_Result r) {
      start();
      subscription.cancel();
      r.r2 = up();
    }
  }

  @JCStressTest
  @State
  public static class RequestUnderHooks extends SignalsUpAndDown {
    @Override
    void subscribe(Foreign<String> source) {
      RxContextHooks.install(); // once; it stays
      source.map(item -> item).filter(item -> true).subscribe(this);
    }

    @Actor
    public void actor1(LL_Result r) {
      r.r1 = down();
    }

    @Actor
    public void actor2(LL_Result r) {
      start();
      subscription.request(1);
      r.r2 = up();
    }
  }

  @JCStressTest
  @State
  public static class CancelUnderHooks extends SignalsUpAndDown {
    @Override
    void subscribe(Foreign<String> source) {
      RxContextHooks.install(); // once; it stays
      source.subscribe(this);
    }

    @Actor
    public void actor1(LL_Result r) {
      r.r1 = down();
    }

    @Actor
    public void actor2(LL_Result r) {
      start();
      subscription.cancel();
      r.r2 = up();
    }
  }
}
