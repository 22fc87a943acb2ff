package dev.baton.executors.guava;

import static com.google.common.util.concurrent.MoreExecutors.directExecutor;
import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.testing.ForwardingWrapperTester;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.SettableFuture;
import com.google.common.util.concurrent.testing.AbstractListenableFutureTest;
import dev.baton.context.Propagation;
import dev.baton.context.testing.Calls;
import dev.baton.context.testing.LogCapture;
import dev.baton.context.testing.RecordingListener;
import dev.baton.context.testing.ThreadKind;
import dev.baton.executors.ContextExecutors;
import dev.baton.executors.CountedThreadLocal;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a wrapped listenable future does besides capturing. */
final class ContextFluentFutureBehaviourTest {
  private static final Context A = named("A");
  private static final Context B = named("B");
  private static final Map<String, ListenableFutureMethods.Method> METHODS =
      ListenableFutureMethods.all();

  private final ExecutorService pool = Executors.newSingleThreadExecutor();

  @AfterEach
  void closePool() {
    pool.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "testGetBlocksUntilValueAvailable",
        "testTimeoutOnGetWorksCorrectly",
        "testCanceledFutureThrowsCancellation",
        "testListenersNotifiedOnError",
        "testAllListenersCompleteSuccessfully"
      })
  void isAListenableFutureByGuavasOwnTest(String name) throws Throwable {
    AbstractListenableFutureTest test =
        new AbstractListenableFutureTest() {
          @Override
          protected <V> ListenableFuture<V> createListenableFuture(
              V value, Exception failure, CountDownLatch waitFor) {
            return ContextListeningExecutors.wrap(MoreExecutors.listeningDecorator(pool))
                .submit(
                    () -> {
                      Calls.await(waitFor);
                      if (failure != null) {
                        throw failure;
                      }
                      return value;
                    });
          }
        };
    test.setName(name);
    try {
      test.runBare();
    } finally {
      pool.shutdownNow();
    }
  }

  /** For the methods that take no listener. */
  @Test
  void handsOnEveryMethodOfAFuture() {
    new ForwardingWrapperTester()
        .testForwarding(Future.class, future -> ContextFluentFuture.wrap(listenable(future)));
  }

  private static ListenableFuture<Object> listenable(Future<?> future) {
    return new ListenableFuture<>() {
      @Override
      public void addListener(Runnable listener, Executor executor) {
        throw new AssertionError("none is added");
      }

      @Override
      public boolean cancel(boolean mayInterruptIfRunning) {
        return future.cancel(mayInterruptIfRunning);
      }

      @Override
      public boolean isCancelled() {
        return future.isCancelled();
      }

      @Override
      public boolean isDone() {
        return future.isDone();
      }

      @Override
      public Object get() throws InterruptedException, ExecutionException {
        return future.get();
      }

      @Override
      public Object get(long timeout, TimeUnit unit)
          throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(timeout, unit);
      }

      @Override
      public Object resultNow() {
        return future.resultNow();
      }

      @Override
      public Throwable exceptionNow() {
        return future.exceptionNow();
      }

      @Override
      public State state() {
        return future.state();
      }

      @Override
      public String toString() {
        return future.toString();
      }
    };
  }

  @Test
  void wrappingAgainGivesTheSameUnlessThePropagationIsAnother() throws Exception {
    RecordingListener listener = new RecordingListener();
    ListenableFuture<String> source = Futures.immediateFuture("value");
    ContextFluentFuture<String> once = ContextFluentFuture.wrap(source);
    ContextFluentFuture<String> heard =
        ContextFluentFuture.wrap(source, Propagation.capturing().with(listener));
    assertThat(ContextFluentFuture.wrap(once)).isSameAs(once);
    assertThat(ContextFluentFuture.wrap(heard)).isSameAs(heard);
    ContextFluentFuture<String> fixed = ContextFluentFuture.wrap(heard, Propagation.fixed(B));
    try (Scope scope = A.makeCurrent()) {
      assertThat(
              fixed
                  .transform(value -> currentName(), directExecutor())
                  .transform(name -> name + " " + currentName(), directExecutor())
                  .get())
          .isEqualTo("B B");
    }
    assertThat(listener.names()).isEmpty();
  }

  @Test
  void cancellationReachesTheSourceThroughAChain() {
    SettableFuture<String> source = SettableFuture.create();
    ListenableFuture<String> end =
        ContextFluentFuture.wrap(source)
            .transform(v -> v, directExecutor())
            .transformAsync(Futures::immediateFuture, pool);
    assertThat(end.cancel(true)).isTrue();
    assertThat(source.isCancelled()).isTrue();
    assertThatThrownBy(end::get).isInstanceOf(CancellationException.class);
  }

  @Test
  void timeOutCancelsTheSourceAndItsContinuationKeepsItsContext() throws Exception {
    try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
      SettableFuture<String> source = SettableFuture.create();
      ContextFluentFuture<String> inTime =
          ContextFluentFuture.wrap(Futures.immediateFuture("value"))
              .withTimeout(1, TimeUnit.HOURS, clock);
      ContextFluentFuture<String> late =
          ContextFluentFuture.wrap(source).withTimeout(1, TimeUnit.MILLISECONDS, clock);
      try (Scope scope = A.makeCurrent()) {
        assertThat(inTime.transform(v -> v + currentName(), directExecutor()).get())
            .isEqualTo("valueA");
        assertThat(
                late.catching(TimeoutException.class, t -> currentName(), directExecutor()).get())
            .isEqualTo("A");
      }
      Calls.until(source::isCancelled);
    }
  }

  static Stream<String> methodsOfOurs() {
    return METHODS.keySet().stream().filter(method -> method.matches("[a-z][A-Za-z]*"));
  }

  private static void complete(SettableFuture<String> source, String method) {
    if (ListenableFutureMethods.isCalled(method, false)) {
      source.set("value");
    } else {
      source.setException(new IllegalStateException("on purpose"));
    }
  }

  static Stream<Arguments> methodsOfOursOnEachKindOfExecutor() {
    return methodsOfOurs().flatMap(m -> Stream.of(Arguments.of(m, true), Arguments.of(m, false)));
  }

  @ParameterizedTest
  @MethodSource("methodsOfOursOnEachKindOfExecutor")
  void threadLocalOfTheExecutorIsReadWhereTheFunctionIsRegistered(
      String method, boolean listening) {
    CountedThreadLocal carried = new CountedThreadLocal();
    Propagation propagation = Propagation.capturing().with(carried);
    Executor wrapped =
        listening
            ? ContextListeningExecutors.wrap(MoreExecutors.listeningDecorator(pool), propagation)
            : ContextExecutors.wrap(pool, propagation);
    SettableFuture<String> source = SettableFuture.create();
    SettableFuture<String> seen = SettableFuture.create();
    carried.set("the registrant's");
    Runnable probe = () -> seen.set(carried.value());
    METHODS.get(method).register(ContextFluentFuture.wrap(source), probe, wrapped);
    assertThat(carried.reads()).isEqualTo(1);
    carried.clear();
    ThreadKind.PLATFORM.run(
        () -> {
          carried.set("the completer's");
          complete(source, method);
        });
    assertThat(Futures.getUnchecked(seen)).isEqualTo("the registrant's");
  }

  @ParameterizedTest
  @MethodSource("methodsOfOurs")
  void listenerHearsOfTheFunctionOnceAndOfARefusal(String method) {
    RecordingListener listener = new RecordingListener();
    Propagation propagation = Propagation.capturing().with(listener);
    Executor wrapped = ContextExecutors.wrap(pool, propagation);
    for (boolean closed : new boolean[] {false, true}) {
      SettableFuture<String> source = SettableFuture.create();
      METHODS
          .get(method)
          .register(ContextFluentFuture.wrap(source, propagation), () -> {}, wrapped);
      if (closed) {
        pool.close();
      }
      try (LogCapture guavas = LogCapture.start("com.google.common.util.concurrent")) {
        complete(source, method);
      }
      if (!closed) {
        Calls.run(pool, () -> {});
      }
    }
    assertThat(listener.names())
        .containsExactly("submitted", "started", "ended", "submitted", "rejected");
  }

  @Test
  void refusalOfTheExecutorEndsADerivedFuture() {
    pool.shutdown();
    ListenableFuture<String> derived =
        ContextFluentFuture.wrap(Futures.immediateFuture("value"))
            .transform(v -> v, ContextExecutors.wrap(pool));
    assertThatThrownBy(derived::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void nullIsRefused() {
    ContextFluentFuture<String> future = ContextFluentFuture.wrap(Futures.immediateFuture("v"));
    assertThatNullPointerException().isThrownBy(() -> ContextFluentFuture.wrap(null));
    assertThatNullPointerException().isThrownBy(() -> ContextFluentFuture.wrap(future, null));
    assertThatNullPointerException().isThrownBy(() -> future.addListener(null, directExecutor()));
    assertThatNullPointerException().isThrownBy(() -> future.addListener(() -> {}, null));
    assertThatNullPointerException().isThrownBy(() -> future.transform(null, directExecutor()));
    assertThatNullPointerException().isThrownBy(() -> future.transform(v -> v, null));
    assertThatNullPointerException().isThrownBy(() -> future.addCallback(null, directExecutor()));
  }
}
