package dev.baton.executors;

import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.Propagation;
import dev.baton.context.testing.Calls;
import dev.baton.context.testing.RecordingListener;
import dev.baton.context.testing.TestContexts;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The end of a wrapped executor is that of its delegate. */
final class ShutdownTest {
  private final Gate gate = new Gate();
  private final List<ExecutorService> executors = new ArrayList<>();

  static Stream<Propagation> withAndWithoutListener() {
    return Stream.of(
        Propagation.capturing(), Propagation.capturing().with(new RecordingListener()));
  }

  private <E extends ExecutorService> E busy(E executor) {
    executors.add(executor);
    return gate.keepBusy(executor);
  }

  @AfterEach
  void close() {
    gate.open();
    executors.forEach(ExecutorService::close);
  }

  @ParameterizedTest
  @MethodSource("withAndWithoutListener")
  void shutdownNowReturnsWhatWasExecuted(Propagation propagation) {
    ExecutorService executor =
        ContextExecutors.wrap(busy(Executors.newFixedThreadPool(1)), propagation);
    Runnable first = () -> {};
    Runnable second = () -> {};
    executor.execute(first);
    executor.execute(second);
    List<Runnable> left = executor.shutdownNow();
    assertThat(left).hasSize(2);
    assertThat(left.get(0)).isSameAs(first);
    assertThat(left.get(1)).isSameAs(second);
    assertThat(executor.shutdownNow()).isEmpty();
  }

  @Test
  void shutdownNowReturnsTheFuturesThatSubmitReturned() {
    ExecutorService executor = ContextExecutors.wrap(busy(Executors.newFixedThreadPool(1)));
    List<Object> futures = new ArrayList<>();
    for (SubmitMethod method : SubmitMethod.WITH_FUTURE) {
      futures.add(method.submit(executor, () -> {}));
    }
    assertThat(executor.shutdownNow()).hasSize(3).isEqualTo(futures);
  }

  @Test
  void shutdownNowReturnsTheFuturesThatScheduleReturned() {
    ScheduledExecutorService executor =
        ContextExecutors.wrap(busy(Executors.newScheduledThreadPool(1)));
    List<Runnable> futures = new ArrayList<>();
    for (SubmitMethod method : SubmitMethod.OF_SCHEDULER) {
      futures.add((Runnable) method.submit(executor, () -> {}));
    }
    for (SubmitMethod method : SubmitMethod.PERIODIC) {
      futures.add((Runnable) method.submit(executor, () -> {}));
    }
    assertThat(executor.shutdownNow()).hasSize(4).hasSameElementsAs(futures);
  }

  @Test
  void futureOfAListenedToTaskIsDoneWhenWhatShutdownNowReturnedIsRun() throws Exception {
    ExecutorService executor =
        ContextExecutors.wrap(
            busy(Executors.newFixedThreadPool(1)),
            Propagation.capturing().with(new RecordingListener()));
    Future<String> future = executor.submit(() -> "result");
    executor.shutdownNow().forEach(Runnable::run);
    assertThat(future.get()).isEqualTo("result");
  }

  @Test
  void taskThatShutdownNowReturnedCanBeSubmittedAnew() {
    ExecutorService executor = ContextExecutors.wrap(busy(Executors.newFixedThreadPool(1)));
    List<String> seen = new ArrayList<>();
    try (Scope scope = named("A").makeCurrent()) {
      executor.execute(() -> seen.add(TestContexts.currentName()));
    }
    try (ExecutorService other = ContextExecutors.wrap(Executors.newFixedThreadPool(1));
        Scope scope = named("B").makeCurrent()) {
      executor.shutdownNow().forEach(other::execute);
    }
    assertThat(seen).containsExactly("B");
  }

  @Test
  void stateIsTheDelegates() throws Exception {
    ExecutorService delegate = busy(Executors.newFixedThreadPool(1));
    ExecutorService executor = ContextExecutors.wrap(delegate);
    assertThat(executor.isShutdown()).isFalse();
    executor.shutdown();
    assertThat(delegate.isShutdown()).isTrue();
    assertThat(executor.isShutdown()).isTrue();
    assertThat(executor.isTerminated()).isFalse();
    assertThat(executor.awaitTermination(1, TimeUnit.MILLISECONDS)).isFalse();
    gate.open();
    assertThat(executor.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    assertThat(executor.isTerminated()).isTrue();
  }

  @Test
  void closeWaitsForTheTasks() {
    ExecutorService executor = ContextExecutors.wrap(busy(Executors.newFixedThreadPool(1)));
    AtomicBoolean ran = new AtomicBoolean();
    executor.execute(() -> ran.set(true));
    Thread closer = Thread.ofPlatform().start(executor::close);
    Calls.until(() -> isWaiting(closer));
    assertThat(executor.isShutdown()).isTrue();
    assertThat(ran).isFalse();
    gate.open();
    Calls.until(() -> !closer.isAlive());
    assertThat(ran).isTrue();
    assertThat(executor.isTerminated()).isTrue();
  }

  @Test
  void closeThatIsInterruptedInterruptsTheTasks() {
    ExecutorService executor = ContextExecutors.wrap(Executors.newFixedThreadPool(1));
    CountDownLatch taskInterrupted = new CountDownLatch(1);
    executor.execute(
        () -> {
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            taskInterrupted.countDown();
          }
        });
    AtomicBoolean keptInterrupt = new AtomicBoolean();
    Thread closer =
        Thread.ofPlatform()
            .start(
                () -> {
                  executor.close();
                  keptInterrupt.set(Thread.currentThread().isInterrupted());
                });
    Calls.until(() -> isWaiting(closer));
    closer.interrupt();
    Calls.await(taskInterrupted);
    Calls.until(() -> !closer.isAlive());
    assertThat(executor.isTerminated()).isTrue();
    assertThat(keptInterrupt).isTrue();
  }

  private static boolean isWaiting(Thread thread) {
    return switch (thread.getState()) {
      case WAITING, TIMED_WAITING -> true;
      default -> false;
    };
  }

  @Test
  void closeOfAWrappedCommonPoolReturnsAndLeavesItOpen() throws Exception {
    ExecutorService executor = ContextExecutors.wrap((ExecutorService) ForkJoinPool.commonPool());
    // The interface's own close() waits for a termination that never comes, and no interrupt ends
    // it.
    Thread closing = Thread.ofPlatform().daemon().start(executor::close);
    assertThat(closing.join(Duration.ofSeconds(30))).isTrue();
    executor.shutdown();
    assertThat(executor.shutdownNow()).isEmpty();
    assertThat(executor.isShutdown()).isFalse();
    try (Scope scope = named("A").makeCurrent()) {
      assertThat(executor.submit(TestContexts::currentName).get()).isEqualTo("A");
    }
  }
}
