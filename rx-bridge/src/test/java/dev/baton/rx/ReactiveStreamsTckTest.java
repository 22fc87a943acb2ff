package dev.baton.rx;

import dev.baton.context.testing.Garbage;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.SkipException;

/** The rules of Reactive Streams, each as a test, for what is put into a chain of Flowables. */
@ExtendWith(CleanRx.class)
@Tag("slot")
final class ReactiveStreamsTckTest {
  private static final int PATIENCE_MILLIS = 10_000;
  private static final int SILENCE_MILLIS = 20;

  /** As TestNG would call it. */
  private static final class Verification extends PublisherVerification<Long> {
    private final UnaryOperator<Flowable<Long>> chain;

    Verification(UnaryOperator<Flowable<Long>> chain) {
      super(
          new TestEnvironment(PATIENCE_MILLIS, SILENCE_MILLIS, SILENCE_MILLIS),
          PATIENCE_MILLIS); // of the collector
      this.chain = chain;
    }

    @Override
    public Publisher<Long> createPublisher(long elements) {
      return chain.apply(Flowable.rangeLong(0, elements));
    }

    @Override
    public Publisher<Long> createFailedPublisher() {
      return chain.apply(Flowable.error(new ArithmeticException("on purpose")));
    }

    /** The original looks once, after a fixed time. */
    @Override
    @org.testng.annotations.Test
    public void
        required_spec313_cancelMustMakeThePublisherEventuallyDropAllReferencesToTheSubscriber()
            throws Throwable {
      Publisher<Long> publisher = createPublisher(3);
      try {
        Garbage.awaitCollected(cancelled(publisher));
      } finally {
        Reference.reachabilityFence(publisher);
      }
    }

    private WeakReference<?> cancelled(Publisher<Long> publisher) throws Throwable {
      TestEnvironment environment = new TestEnvironment(PATIENCE_MILLIS);
      TestEnvironment.ManualSubscriber<Long> subscriber =
          environment.newManualSubscriber(publisher);
      subscriber.request(1);
      subscriber.nextElement();
      subscriber.cancel();
      return new WeakReference<>(subscriber);
    }
  }

  @TestFactory
  Stream<DynamicTest> straightChainWithHooks() {
    return rules(true, source -> source.map(item -> item).filter(item -> true));
  }

  @TestFactory
  Stream<DynamicTest> chainOfManyWithHooks() {
    return rules(true, source -> source.hide().concatMap(Flowable::just).rebatchRequests(4));
  }

  @TestFactory
  Stream<DynamicTest> chainWithHooksOnAScheduler() {
    return rules(true, source -> source.observeOn(Schedulers.single()));
  }

  @TestFactory
  Stream<DynamicTest> chainWithATransformer() {
    return rules(false, source -> source.compose(ContextTransformer.of()));
  }

  @TestFactory
  Stream<DynamicTest> chainWithATransformerBelowAQueue() {
    return rules(
        false,
        source -> source.concatMap(Flowable::just).compose(ContextTransformer.of()).map(i -> i));
  }

  @TestFactory
  Stream<DynamicTest> chainObservedOnAWrappedScheduler() {
    return rules(
        false, source -> source.observeOn(ContextSchedulers.wrap(Schedulers.computation())));
  }

  @TestFactory
  Stream<DynamicTest> chainSubscribedToOnAWrappedScheduler() {
    return rules(false, source -> source.subscribeOn(ContextSchedulers.wrap(Schedulers.single())));
  }

  private static Stream<DynamicTest> rules(boolean withHooks, UnaryOperator<Flowable<Long>> chain) {
    return Arrays.stream(Verification.class.getMethods())
        .filter(method -> method.isAnnotationPresent(org.testng.annotations.Test.class))
        .sorted(Comparator.comparing(Method::getName))
        .map(
            rule ->
                DynamicTest.dynamicTest(
                    rule.getName(),
                    () -> {
                      RxContextHooks hooks = withHooks ? RxContextHooks.install() : null;
                      try {
                        verify(rule, new Verification(chain));
                      } finally {
                        if (hooks != null) {
                          hooks.close();
                        }
                      }
                    }));
  }

  private static void verify(Method rule, Verification verification) throws Throwable {
    try {
      verification.setUp();
      rule.invoke(verification);
    } catch (InvocationTargetException e) {
      if (!(e.getCause() instanceof SkipException)) { // a rule that does not apply, or has no test
        throw e.getCause();
      }
    }
  }
}
