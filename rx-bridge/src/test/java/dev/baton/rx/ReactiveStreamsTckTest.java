package dev.baton.rx;

import static dev.baton.context.testing.TestContexts.named;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.baton.context.Propagation;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.SkipException;
import org.testng.annotations.Test;

/** What the specification of Reactive Streams demands of a publisher, of each that we touch. */
@ExtendWith(CleanRx.class)
@Tag("slot")
final class ReactiveStreamsTckTest {
  private RxContextHooks hooks;

  @AfterEach
  void closeHooks() {
    if (hooks != null) {
      hooks.close();
    }
  }

  @TestFactory
  Stream<DynamicTest> hooks() {
    hooks = RxContextHooks.install(Propagation.fixed(named("A")));
    return rulesOf(
        new Verification() {
          @Override
          Flowable<Integer> of(Flowable<Integer> source) {
            return source.concatMap(Flowable::just).map(item -> item + 1);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> transformer() {
    return rulesOf(
        new Verification() {
          @Override
          Flowable<Integer> of(Flowable<Integer> source) {
            return source.compose(ContextTransformer.of(Propagation.fixed(named("A"))));
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> wrappedScheduler() {
    return rulesOf(
        new Verification() {
          @Override
          Flowable<Integer> of(Flowable<Integer> source) {
            return source.observeOn(
                ContextSchedulers.wrap(Schedulers.single(), Propagation.fixed(named("A"))));
          }
        });
  }

  private static Stream<DynamicTest> rulesOf(Verification publisher) {
    return Arrays.stream(PublisherVerification.class.getMethods())
        .filter(method -> method.isAnnotationPresent(Test.class))
        .map(rule -> dynamicTest(rule.getName(), () -> check(publisher, rule)));
  }

  private static void check(Verification publisher, Method rule) throws Throwable {
    publisher.setUp();
    try {
      rule.invoke(publisher);
    } catch (InvocationTargetException e) {
      if (!(e.getCause() instanceof SkipException)) { // the rule is not for publishers like these
        throw e.getCause();
      }
    }
  }

  private abstract static class Verification extends PublisherVerification<Integer> {
    Verification() {
      // How long it waits for a signal, and for the absence of one; and until a dropped subscriber
      // has been collected.
      super(new TestEnvironment(3000, 20), 1000);
    }

    abstract Flowable<Integer> of(Flowable<Integer> source);

    @Override
    public final Publisher<Integer> createPublisher(long elements) {
      return of(
          elements == Long.MAX_VALUE
              ? Flowable.range(0, Integer.MAX_VALUE).repeat()
              : Flowable.range(0, (int) elements));
    }

    @Override
    public final Publisher<Integer> createFailedPublisher() {
      return of(Flowable.error(new IllegalStateException("on purpose")));
    }
  }
}
