package dev.baton.context;

import static dev.baton.context.testing.TestContexts.named;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.example.unicast.RangePublisher;
import org.reactivestreams.tck.SubscriberWhiteboxVerification.SubscriberPuppet;
import org.reactivestreams.tck.SubscriberWhiteboxVerification.WhiteboxSubscriberProbe;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.reactivestreams.tck.flow.FlowSubscriberWhiteboxVerification;
import org.testng.SkipException;

/** The rules of Reactive Streams, each as a test, for a wrapped subscriber. */
final class ReactiveStreamsTckTest {
  private static final int PATIENCE_MILLIS = 10_000;
  private static final int SILENCE_MILLIS = 20;
  private static final Propagation FIXED = Propagation.fixed(named("A"));

  private static TestEnvironment environment() {
    return new TestEnvironment(PATIENCE_MILLIS, SILENCE_MILLIS, SILENCE_MILLIS);
  }

  /** What a publisher has to see in a wrapped subscriber. */
  private static final class OfTheSubscriber extends FlowSubscriberWhiteboxVerification<Integer>
      implements AutoCloseable {
    OfTheSubscriber() {
      super(environment());
      startPublisherExecutorService();
    }

    @Override
    public void close() {
      shutdownPublisherExecutorService();
    }

    @Override
    protected Flow.Subscriber<Integer> createFlowSubscriber(
        WhiteboxSubscriberProbe<Integer> probe) {
      return FIXED.wrapSubscriber(new Probed(probe));
    }

    @Override
    public Integer createElement(int element) {
      return element;
    }
  }

  /** Asks for what the probe wants, and refuses a null by itself. */
  private static final class Probed implements Flow.Subscriber<Integer> {
    private final WhiteboxSubscriberProbe<Integer> probe;
    private boolean subscribed;

    Probed(WhiteboxSubscriberProbe<Integer> probe) {
      this.probe = probe;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      Objects.requireNonNull(subscription);
      if (subscribed) {
        subscription.cancel();
        return;
      }
      subscribed = true;
      probe.registerOnSubscribe(
          new SubscriberPuppet() {
            @Override
            public void triggerRequest(long items) {
              subscription.request(items);
            }

            @Override
            public void signalCancel() {
              subscription.cancel();
            }
          });
    }

    @Override
    public void onNext(Integer item) {
      probe.registerOnNext(Objects.requireNonNull(item));
    }

    @Override
    public void onError(Throwable failure) {
      probe.registerOnError(Objects.requireNonNull(failure));
    }

    @Override
    public void onComplete() {
      probe.registerOnComplete();
    }
  }

  /** What a subscriber has to see in a publisher when it is wrapped. */
  private static final class OfThePublisher extends FlowPublisherVerification<Integer> {
    OfThePublisher() {
      super(environment(), PATIENCE_MILLIS); // the second is for the collector, in the place of 300
    }

    @Override
    public Flow.Publisher<Integer> createFlowPublisher(long elements) {
      Flow.Publisher<Integer> range =
          FlowAdapters.toFlowPublisher(new RangePublisher(1, (int) elements));
      return subscriber -> range.subscribe(wrap(subscriber));
    }

    @SuppressWarnings("unchecked") // it only hears
    private static Flow.Subscriber<Integer> wrap(Flow.Subscriber<? super Integer> subscriber) {
      return FIXED.wrapSubscriber((Flow.Subscriber<Integer>) subscriber);
    }

    @Override
    public Flow.Publisher<Integer> createFailedFlowPublisher() {
      return null; // left out by the rules
    }

    @Override
    public long maxElementsFromPublisher() {
      return Integer.MAX_VALUE - 1;
    }
  }

  @TestFactory
  Stream<DynamicTest> subscriber() {
    return rules(
        OfTheSubscriber.class,
        () -> {
          OfTheSubscriber verification = new OfTheSubscriber();
          verification.setUp();
          return verification;
        });
  }

  @TestFactory
  Stream<DynamicTest> publisher() {
    return rules(
        OfThePublisher.class,
        () -> {
          OfThePublisher verification = new OfThePublisher();
          verification.setUp();
          return verification;
        });
  }

  private static Stream<DynamicTest> rules(Class<?> verification, Callable<?> make) {
    return Arrays.stream(verification.getMethods())
        .filter(method -> method.isAnnotationPresent(org.testng.annotations.Test.class))
        .sorted(Comparator.comparing(Method::getName))
        .map(rule -> DynamicTest.dynamicTest(rule.getName(), () -> verify(rule, make.call())));
  }

  private static void verify(Method rule, Object verification) throws Throwable {
    try {
      rule.invoke(verification);
    } catch (InvocationTargetException e) {
      if (!(e.getCause() instanceof SkipException)) { // a rule that does not apply, or has no test
        throw e.getCause();
      }
    } finally {
      if (verification instanceof AutoCloseable closeable) {
        closeable.close();
      }
    }
  }
}
