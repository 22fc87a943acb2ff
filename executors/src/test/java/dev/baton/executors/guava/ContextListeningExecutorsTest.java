package dev.baton.executors.guava;

import static com.google.common.util.concurrent.MoreExecutors.directExecutor;
import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.google.common.testing.ForwardingWrapperTester;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.ListenableScheduledFuture;
import com.google.common.util.concurrent.ListeningExecutorService;
import com.google.common.util.concurrent.ListeningScheduledExecutorService;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.SettableFuture;
import dev.baton.context.Propagation;
import dev.baton.context.testing.Calls;
import dev.baton.context.testing.RecordingListener;
import dev.baton.executors.ContextFutures;
import dev.baton.executors.UnprintableException;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a wrapped listening executor is besides the contract of its methods. */
final class ContextListeningExecutorsTest {
  private static final Context A = named("A");
  private static final Context B = named("B");

  private final ListeningScheduledExecutorService scheduler =
      MoreExecutors.listeningDecorator(new ScheduledThreadPoolExecutor(1));

  @AfterEach
  void closeScheduler() {
    scheduler.shutdownNow();
  }

  private static String load(String what) {
    return what + " of " + currentName();
  }

  @Test
  void tasksAndListenersRunUnderTheContextOfWhoeverGaveThem() throws Exception {
    ListenableFuture<String> result;
    // @start region="wrap"
    ListeningExecutorService pool =
        ContextListeningExecutors.wrap(
            MoreExecutors.listeningDecorator(Executors.newFixedThreadPool(8)));
    // @end
    SettableFuture<String> heard = SettableFuture.create();
    try (Scope scope = A.makeCurrent()) {
      result = pool.submit(() -> load("order"));
    }
    try (Scope scope = B.makeCurrent()) {
      result.addListener(() -> heard.set(load("listener")), directExecutor());
    }
    pool.close();
    assertThat(result.get()).isEqualTo("order of A");
    assertThat(heard.get()).isEqualTo("listener of B");
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.MATCH_ANY,
      names = {"SUBMIT.*", "SCHEDULE.*", "INVOKE_ALL.*"})
  void futureCaptures(ListeningMethod method) {
    CountDownLatch go = new CountDownLatch(method.name().startsWith("INVOKE") ? 0 : 1);
    CompletableFuture<String> heard = new CompletableFuture<>();
    Future<?> future =
        method.submit(ContextListeningExecutors.wrap(scheduler), () -> Calls.await(go));
    try (Scope scope = A.makeCurrent()) {
      ((ListenableFuture<?>) future)
          .addListener(() -> heard.complete(currentName()), directExecutor());
    }
    go.countDown();
    if (ListeningMethod.PERIODIC.contains(method)) {
      future.cancel(true);
    }
    assertThat(Calls.get(heard)).isEqualTo("A");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ANY, names = "SCHEDULE_.*(RATE|DELAY)")
  void periodicTaskRunsUnderRootUnlessThePropagationIsFixed(ListeningMethod method) {
    try (Scope scope = A.makeCurrent()) {
      assertThat(seenBy(method, Propagation.capturing())).isEqualTo("null");
      assertThat(seenBy(method, Propagation.fixed(B))).isEqualTo("B");
    }
  }

  private String seenBy(ListeningMethod method, Propagation propagation) {
    CompletableFuture<String> seen = new CompletableFuture<>();
    Future<?> future =
        method.submit(
            ContextListeningExecutors.wrap(scheduler, propagation),
            () -> seen.complete(String.valueOf(currentName())));
    String name = Calls.get(seen);
    future.cancel(true);
    return name;
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.MATCH_ANY,
      names = {"SUBMIT.*", "SCHEDULE.*"})
  void cancellationByTheDerivedFutureIsHeardOnce(ListeningMethod method) {
    RecordingListener listener = new RecordingListener();
    CountDownLatch busy = new CountDownLatch(1);
    scheduler.execute(() -> Calls.await(busy));
    Future<?> future =
        method.submit(
            ContextListeningExecutors.wrap(scheduler, Propagation.capturing().with(listener)),
            () -> {});
    ContextFluentFuture<?> derived = (ContextFluentFuture<?>) future;
    derived.withTimeout(1, TimeUnit.HOURS, scheduler).cancel(true);
    future.cancel(true);
    busy.countDown();
    assertThat(future.isCancelled()).isTrue();
    Calls.run(scheduler, () -> {});
    assertThat(listener.names()).containsExactly("submitted", "cancelled");
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.MATCH_ANY,
      names = {"SUBMIT.*", "SCHEDULE.*", "EXECUTE"})
  void shutdownNowCancelsWhatHasNotStarted(ListeningMethod method) {
    RecordingListener listener = new RecordingListener();
    CountDownLatch busy = new CountDownLatch(1);
    scheduler.execute(() -> Calls.await(busy));
    ListeningExecutorService heard =
        ContextListeningExecutors.wrap(scheduler, Propagation.capturing().with(listener));
    method.submit(heard, () -> {});
    heard.shutdownNow();
    busy.countDown();
    heard.close();
    assertThat(listener.names()).containsExactly("submitted", "cancelled");
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.MATCH_ANY,
      names = {"SUBMIT.*", "SCHEDULE.*", "EXECUTE"})
  void anyExceptionOfTheDelegateIsARejectionAndReachesTheSubmitterAsItIs(ListeningMethod method) {
    RecordingListener listener = new RecordingListener();
    UnprintableException reason = new UnprintableException();
    ScheduledThreadPoolExecutor refusing =
        new ScheduledThreadPoolExecutor(
            1,
            (task, itsPool) -> {
              throw reason;
            });
    refusing.shutdown();
    ListeningExecutorService heard =
        ContextListeningExecutors.wrap(
            MoreExecutors.listeningDecorator(refusing), Propagation.capturing().with(listener));
    Throwable thrown = null;
    try {
      method.submit(heard, () -> {});
    } catch (UnprintableException e) {
      thrown = e;
    }
    assertThat(thrown == reason).isTrue();
    assertThat(listener.names()).containsExactly("submitted", "rejected");
  }

  @Test
  void wrappingAgainGivesTheSameUnlessThePropagationIsAnother() throws Exception {
    ListeningExecutorService once = ContextListeningExecutors.wrap(scheduler);
    assertThat(ContextListeningExecutors.wrap(once)).isSameAs(once);
    assertThat(ContextListeningExecutors.unwrap(once)).isSameAs(scheduler);
    assertThat(ContextListeningExecutors.unwrap(scheduler)).isSameAs(scheduler);
    ListeningExecutorService fixed = ContextListeningExecutors.wrap(once, Propagation.fixed(B));
    assertThat(ContextListeningExecutors.unwrap(fixed)).isSameAs(scheduler);
    try (Scope scope = A.makeCurrent()) {
      assertThat(fixed.submit(() -> currentName()).get()).isEqualTo("B");
      assertThat(
              fixed.invokeAll(List.of(() -> currentName(), () -> currentName())).stream()
                  .map(Future::resultNow))
          .containsExactly("B", "B");
    }
  }

  @Test
  void whatIsASchedulerStaysOne() throws Exception {
    ListeningExecutorService declaredLess = scheduler;
    assertThat(ContextListeningExecutors.wrap(declaredLess))
        .isInstanceOf(ListeningScheduledExecutorService.class);
    ListeningScheduledExecutorService wrapped = ContextListeningExecutors.wrap(scheduler);
    ListenableScheduledFuture<?> soon = wrapped.schedule(() -> {}, 1, TimeUnit.HOURS);
    ListenableScheduledFuture<?> late = wrapped.schedule(() -> "", 2, TimeUnit.HOURS);
    assertThat(soon.getDelay(TimeUnit.MINUTES)).isBetween(50L, 60L);
    assertThat(soon.compareTo(late)).isNegative();
    assertThat(late.compareTo(soon)).isPositive();
  }

  @Test
  void shutdownNowGivesBackWhatHasNotBegun() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch busy = new CountDownLatch(1);
    ListeningExecutorService wrapped = ContextListeningExecutors.wrap(scheduler);
    wrapped.execute(
        () -> {
          begun.countDown();
          Calls.await(busy);
        });
    Calls.await(begun);
    ListenableFuture<?> waiting = wrapped.submit(() -> {});
    assertThat(wrapped.shutdownNow()).hasSize(1);
    assertThat(wrapped.isShutdown()).isTrue();
    assertThat(waiting.isDone()).isFalse();
  }

  /** The methods that take no task. */
  interface Lifecycle {
    void shutdown();

    boolean isShutdown();

    boolean isTerminated();

    boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException;

    void close();
  }

  @Test
  void handsOnEveryMethodThatTakesNoTask() {
    new ForwardingWrapperTester()
        .testForwarding(
            Lifecycle.class,
            delegate ->
                as(
                    Lifecycle.class,
                    ContextListeningExecutors.wrap(as(ListeningExecutorService.class, delegate)),
                    delegate.toString()));
  }

  private static <T> T as(Class<T> type, Object target) {
    return as(type, target, target.toString());
  }

  private static <T> T as(Class<T> type, Object target, String text) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (method.getName().equals("toString")) {
                return text;
              }
              try {
                return target
                    .getClass()
                    .getMethod(method.getName(), method.getParameterTypes())
                    .invoke(target, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  @Test
  void stageOnAListeningExecutorRunsUnderTheContextItWasRegisteredUnder() {
    CompletableFuture<String> source = ContextFutures.newFuture();
    CompletableFuture<String> seen;
    try (Scope scope = A.makeCurrent()) {
      seen =
          source.thenApplyAsync(value -> currentName(), ContextListeningExecutors.wrap(scheduler));
    }
    try (Scope scope = B.makeCurrent()) {
      source.complete("value");
    }
    assertThat(Calls.get(seen)).isEqualTo("A");
  }

  @Test
  void nullIsRefused() {
    ListeningScheduledExecutorService wrapped = ContextListeningExecutors.wrap(scheduler);
    for (ListeningMethod method : ListeningMethod.values()) {
      assertThatNullPointerException().isThrownBy(() -> method.submit(wrapped, null));
    }
    assertThatNullPointerException()
        .isThrownBy(() -> ContextListeningExecutors.wrap((ListeningExecutorService) null));
    assertThatNullPointerException()
        .isThrownBy(() -> ContextListeningExecutors.wrap(scheduler, null));
  }
}
