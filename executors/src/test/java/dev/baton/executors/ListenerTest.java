package dev.baton.executors;

import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.context.Propagation;
import dev.baton.context.testing.Calls;
import dev.baton.context.testing.DirectScheduler;
import dev.baton.context.testing.RecordingListener;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a listener hears of the tasks of a wrapped executor: each end once, and none is lost. */
final class ListenerTest {
  private final RecordingListener listener = new RecordingListener();
  private final Propagation propagation = Propagation.capturing().with(listener);
  private final Gate gate = new Gate();
  private final ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1);
  private final ScheduledExecutorService executor = ContextExecutors.wrap(pool, propagation);

  @AfterEach
  void closePool() {
    gate.open();
    pool.close();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = "INVOKE_.*")
  void shutdownNowCancelsWhatHasNotStarted(SubmitMethod method) {
    gate.keepBusy(pool);
    try (Scope scope = named("A").makeCurrent()) {
      method.submit(executor, () -> {});
    }
    executor.shutdownNow();
    executor.shutdownNow();
    assertThat(listener.names()).containsExactly("submitted", "cancelled");
  }

  @ParameterizedTest
  @EnumSource(names = {"FIXED_POOL", "SCHEDULED", "FORK_JOIN", "THIRD_PARTY"})
  void shutdownNowCancelsExecutedAndSubmittedTasks(WorkerKind kind) {
    ExecutorService delegate = kind.newWorker();
    ExecutorService service = ContextExecutors.wrap(gate.keepBusy(delegate), propagation);
    service.execute(() -> {});
    Future<?> future = service.submit(() -> "");
    service.shutdownNow();
    future.cancel(false);
    gate.open();
    service.close();
    assertThat(listener.names())
        .containsExactlyInAnyOrder("submitted", "submitted", "cancelled", "cancelled");
  }

  @Test
  void closeCancelsWhatASchedulerThenDrops() {
    pool.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    executor.schedule(() -> {}, 1, TimeUnit.HOURS);
    executor.scheduleAtFixedRate(() -> {}, 1, 1, TimeUnit.HOURS);
    executor.close();
    assertThat(listener.names())
        .containsExactlyInAnyOrder("submitted", "submitted", "cancelled", "cancelled");
  }

  @Test
  void awaitTerminationCancelsWhatASchedulerDroppedAtShutdown() throws Exception {
    executor.scheduleAtFixedRate(() -> {}, 1, 1, TimeUnit.HOURS);
    executor.shutdown();
    assertThat(executor.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    assertThat(listener.names()).containsExactly("submitted", "cancelled");
  }

  @Test
  void cancelAfterTheStartIsNoCancellation() {
    CountDownLatch started = new CountDownLatch(1);
    Future<?> future =
        executor.submit(
            () -> {
              started.countDown();
              gate.pass();
            });
    Calls.await(started);
    assertThat(future.cancel(true)).isTrue();
    gate.open();
    Calls.run(pool, () -> {});
    assertThat(listener.names()).containsExactly("submitted", "started", "ended");
  }

  @ParameterizedTest
  @EnumSource(names = {"SCHEDULE_AT_FIXED_RATE", "SCHEDULE_WITH_FIXED_DELAY"})
  void periodicTaskIsSubmittedOnceAndStartsEachTime(SubmitMethod method) {
    CountDownLatch ran = new CountDownLatch(1);
    Future<?> future = method.submit(executor, ran::countDown);
    Calls.await(ran);
    Calls.run(pool, () -> {});
    future.cancel(false);
    assertThat(listener.names()).containsExactly("submitted", "started", "ended");
    assertThat(listener.events())
        .extracting(RecordingListener.Event::context)
        .containsOnly(Context.root());
  }

  @Test
  void invokeAllThatTimesOutCancelsWhatHasNotStarted() throws Exception {
    gate.keepBusy(pool);
    List<Future<String>> futures =
        executor.invokeAll(List.of(() -> "", () -> ""), 1, TimeUnit.MILLISECONDS);
    assertThat(futures).hasSize(2).allMatch(Future::isCancelled);
    gate.open();
    Calls.run(pool, () -> {});
    assertThat(listener.names())
        .containsExactly("submitted", "submitted", "cancelled", "cancelled");
  }

  @Test
  void invokeAnyCancelsTheLosersThatHaveNotStarted() throws Exception {
    String winner = executor.invokeAny(List.of(() -> "first", () -> "second", () -> "third"));
    assertThat(winner).isNotNull();
    Calls.run(pool, () -> {});
    assertEachEndsOnce(3);
  }

  @Test
  void invokeAnyLetsTheLosersThatHaveStartedEnd() throws Exception {
    pool.setCorePoolSize(2);
    CountDownLatch loserStarted = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    Callable<String> loser =
        () -> {
          loserStarted.countDown();
          never.await();
          return "";
        };
    Callable<String> winner =
        () -> {
          Calls.await(loserStarted);
          return "winner";
        };
    assertThat(executor.invokeAny(List.of(loser, winner))).isEqualTo("winner");
    executor.close();
    assertThat(listener.names())
        .containsExactlyInAnyOrder(
            "submitted", "submitted", "started", "started", "ended", "ended");
    assertThat(listener.events())
        .extracting(RecordingListener.Event::detail)
        .hasAtLeastOneElementOfType(InterruptedException.class);
  }

  private void assertEachEndsOnce(int tasks) {
    List<String> names = listener.names();
    assertThat(names).filteredOn("submitted"::equals).hasSize(tasks);
    assertThat(names)
        .filteredOn(name -> List.of("ended", "cancelled", "rejected").contains(name))
        .hasSize(tasks);
  }

  @Test
  void exceptionThatADirectExecutorPassesOnIsNoRejection() {
    Executor direct = ContextExecutors.wrap((Executor) new DirectScheduler(), propagation);
    RejectedExecutionException failure = new RejectedExecutionException("the task's own");
    assertThatThrownBy(
            () ->
                direct.execute(
                    () -> {
                      throw failure;
                    }))
        .isSameAs(failure);
    assertThat(listener.names()).containsExactly("submitted", "started", "ended");
    assertThat(listener.events().get(2).detail()).isSameAs(failure);
  }

  @Test
  void anyExceptionOfTheDelegateIsARejection() {
    try (ThreadPoolExecutor ordered =
        new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new PriorityBlockingQueue<>())) {
      ExecutorService service = ContextExecutors.wrap(gate.keepBusy(ordered), propagation);
      assertThatThrownBy(
              () -> {
                service.execute(() -> {});
                service.execute(() -> {});
              })
          .isInstanceOf(ClassCastException.class);
      assertThat(listener.names()).endsWith("rejected");
      assertThat((RejectedExecutionException) listener.events().getLast().detail())
          .hasCauseInstanceOf(ClassCastException.class);
      ordered.getQueue().clear();
      gate.open();
    }
  }

  @ParameterizedTest
  @EnumSource
  void exceptionOfTheDelegateThatCannotBePrintedReachesTheSubmitterAsItIs(SubmitMethod method) {
    UnprintableException reason = new UnprintableException();
    ScheduledThreadPoolExecutor refusing =
        new ScheduledThreadPoolExecutor(
            1,
            (task, itsPool) -> {
              throw reason;
            });
    refusing.shutdown();
    List<ScheduledExecutorService> wrapped =
        List.of(
            ContextExecutors.wrap((ScheduledExecutorService) refusing),
            ContextExecutors.wrap(refusing, propagation));
    for (ScheduledExecutorService each : wrapped) {
      Throwable thrown = null;
      try {
        method.submit(each, () -> {});
      } catch (UnprintableException e) {
        thrown = e;
      }
      assertThat(thrown == reason).isTrue();
    }
    assertThat(listener.names()).containsExactly("submitted", "rejected");
    assertThat(((Throwable) listener.events().getLast().detail()).getCause() == reason).isTrue();
  }

  @Test
  void shutdownNowCancelsAStageThatHasNotStarted() {
    gate.keepBusy(pool);
    CompletableFuture<String> source = ContextFutures.newFuture();
    Runnable function = () -> {};
    source.thenRunAsync(function, executor);
    source.complete("value");
    executor.shutdownNow();
    assertThat(listener.names()).containsExactly("submitted", "cancelled");
    assertThat(listener.events().getLast().task()).isSameAs(function);
  }

  @Test
  void anyExceptionOfTheExecutorOfAStageIsARejection() {
    IllegalStateException refusal = new IllegalStateException("on purpose");
    Executor refusing =
        task -> {
          throw refusal;
        };
    CompletableFuture<String> source = ContextFutures.completedFuture("value");
    CompletableFuture<Void> stage =
        source.thenRunAsync(() -> {}, ContextExecutors.wrap(refusing, propagation));
    assertThat(stage.exceptionNow()).isSameAs(refusal);
    assertThat(listener.names()).containsExactly("submitted", "rejected");
  }

  @Test
  void taskThatRunsAlthoughCancelReturnedTrueIsNotCancelled() {
    ExecutorService stubborn = new Stubborn(gate.keepBusy(Executors.newFixedThreadPool(1)));
    CountDownLatch ran = new CountDownLatch(1);
    Future<?> future = ContextExecutors.wrap(stubborn, propagation).submit(ran::countDown);
    assertThat(future.cancel(false)).isTrue();
    gate.open();
    Calls.await(ran);
    stubborn.close();
    assertThat(listener.names()).containsExactly("submitted", "started", "ended");
  }

  /** Its futures say that they are cancelled, and then run. */
  private static final class Stubborn extends AbstractExecutorService {
    private final ExecutorService delegate;

    Stubborn(ExecutorService delegate) {
      this.delegate = delegate;
    }

    @Override
    protected <T> RunnableFuture<T> newTaskFor(Runnable task, T value) {
      return new FutureTask<>(task, value) {
        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
          return true;
        }
      };
    }

    @Override
    public void execute(Runnable command) {
      delegate.execute(command);
    }

    @Override
    public void shutdown() {
      delegate.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
      return delegate.shutdownNow();
    }

    @Override
    public boolean isShutdown() {
      return delegate.isShutdown();
    }

    @Override
    public boolean isTerminated() {
      return delegate.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
      return delegate.awaitTermination(timeout, unit);
    }
  }
}
