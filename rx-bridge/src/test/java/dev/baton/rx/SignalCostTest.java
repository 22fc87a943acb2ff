package dev.baton.rx;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.baton.context.CapturedContext;
import dev.baton.context.Propagation;
import dev.baton.rx.ContextObservers.ContextCompletableObserver;
import dev.baton.rx.ContextObservers.ContextMaybeObserver;
import dev.baton.rx.ContextObservers.ContextObserver;
import dev.baton.rx.ContextObservers.ContextSingleObserver;
import io.reactivex.rxjava3.core.CompletableObserver;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.FlowableSubscriber;
import io.reactivex.rxjava3.core.MaybeObserver;
import io.reactivex.rxjava3.core.Observer;
import io.reactivex.rxjava3.core.SingleObserver;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.internal.subscriptions.BasicQueueSubscription;
import io.reactivex.rxjava3.operators.ConditionalSubscriber;
import io.reactivex.rxjava3.operators.QueueSubscription;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Subscription;

/** A signal allocates nothing, whether it goes down or up. */
@Tag("slot")
final class SignalCostTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final CapturedContext CAPTURED = Propagation.capturing().capture();
  private static final int SIGNALS = 200;
  private static final int ROUNDS = 30;
  private static final String ITEM = "item";

  /** Takes everything and does nothing. */
  private static final class Silent
      implements ConditionalSubscriber<String>,
          Observer<String>,
          SingleObserver<String>,
          MaybeObserver<String>,
          CompletableObserver {
    @Override
    public void onSubscribe(Subscription upstream) {}

    @Override
    public void onSubscribe(Disposable upstream) {}

    @Override
    public void onNext(String item) {}

    @Override
    public boolean tryOnNext(String item) {
      return false;
    }

    @Override
    public void onSuccess(String value) {}

    @Override
    public void onError(Throwable error) {}

    @Override
    public void onComplete() {}
  }

  private static final class Queue extends BasicQueueSubscription<String> {
    private static final long serialVersionUID = 1;

    @Override
    public void request(long items) {}

    @Override
    public void cancel() {}

    @Override
    public int requestFusion(int mode) {
      return mode;
    }

    @Override
    public String poll() {
      return ITEM;
    }

    @Override
    public boolean isEmpty() {
      return false;
    }

    @Override
    public void clear() {}
  }

  private interface Signal {
    void send() throws Throwable;
  }

  /** Of one signal. The least of many rounds: the first ones load and link classes. */
  private static double bytes(Signal signal) throws Throwable {
    long least = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < SIGNALS; i++) {
        signal.send();
      }
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    return (double) least / SIGNALS;
  }

  private static Map<String, Signal> signals() {
    Throwable error = new ArithmeticException("on purpose");
    Silent end = new Silent();
    FlowableSubscriber<String> subscriber = ContextSubscriber.wrap(end, CAPTURED);
    ContextObserver<String> observer = new ContextObserver<>(end, CAPTURED);
    ContextSingleObserver<String> single = new ContextSingleObserver<>(end, CAPTURED);
    ContextMaybeObserver<String> maybe = new ContextMaybeObserver<>(end, CAPTURED);
    ContextCompletableObserver completable = new ContextCompletableObserver(end, CAPTURED);
    Subscription subscription = ContextSubscription.wrap(new Queue(), CAPTURED);
    Disposable disposable = ContextDisposable.wrap(Disposable.empty(), CAPTURED);
    Map<String, Signal> signals = new LinkedHashMap<>();
    signals.put("Subscriber.onNext", () -> subscriber.onNext(ITEM));
    signals.put("Subscriber.onError", () -> subscriber.onError(error));
    signals.put("Subscriber.onComplete", subscriber::onComplete);
    signals.put("tryOnNext", () -> ((ConditionalSubscriber<String>) subscriber).tryOnNext(ITEM));
    signals.put("Observer.onNext", () -> observer.onNext(ITEM));
    signals.put("Observer.onError", () -> observer.onError(error));
    signals.put("Observer.onComplete", observer::onComplete);
    signals.put("SingleObserver.onSuccess", () -> single.onSuccess(ITEM));
    signals.put("SingleObserver.onError", () -> single.onError(error));
    signals.put("MaybeObserver.onSuccess", () -> maybe.onSuccess(ITEM));
    signals.put("MaybeObserver.onError", () -> maybe.onError(error));
    signals.put("MaybeObserver.onComplete", maybe::onComplete);
    signals.put("CompletableObserver.onError", () -> completable.onError(error));
    signals.put("CompletableObserver.onComplete", completable::onComplete);
    signals.put("request", () -> subscription.request(96)); // what a buffer of 128 goes on with
    signals.put("request of a buffer", () -> subscription.request(Flowable.bufferSize()));
    signals.put("request of all", () -> subscription.request(Long.MAX_VALUE));
    signals.put("cancel", subscription::cancel);
    signals.put("poll", () -> ((QueueSubscription<?>) subscription).poll());
    signals.put("dispose", disposable::dispose);
    return signals;
  }

  static Set<String> names() {
    return signals().keySet();
  }

  @ParameterizedTest
  @MethodSource("names")
  void signalAllocatesNothing(String name) throws Throwable {
    assertThat(bytes(signals().get(name))).isZero();
  }

  /** It is boxed, and there is no box at hand for more than 127. */
  @Test
  void otherLargeRequestAllocatesNoMoreThanItsNumber() throws Throwable {
    Subscription subscription = ContextSubscription.wrap(new Queue(), CAPTURED);
    assertThat(bytes(() -> subscription.request(1_000_000))).isLessThanOrEqualTo(24);
  }
}
