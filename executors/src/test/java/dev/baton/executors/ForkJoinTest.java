package dev.baton.executors;

import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.context.Propagation;
import dev.baton.context.testing.Calls;
import dev.baton.context.testing.RecordingListener;
import dev.baton.context.testing.TestContexts;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tasks for a fork-join pool keep their fork-join nature. */
final class ForkJoinTest {
  private static final int DEPTH = 200;
  private static final Context A = named("A");

  private final ForkJoinPool pool = newPool();
  private final ExecutorService wrapped = ContextExecutors.wrap((ExecutorService) pool);

  private static ForkJoinPool newPool() {
    return WorkerKind.newForkJoinPool(2, ContextThreads.forkJoinFactory());
  }

  @AfterEach
  void closePool() {
    pool.close();
  }

  static Stream<Propagation> propagations() {
    return Stream.of(
        Propagation.capturing(),
        Propagation.capturing().with(new CountingAccessor()).with(new RecordingListener()));
  }

  @ParameterizedTest
  @MethodSource("propagations")
  void nestedJoinsNeedNoMoreThreadsThanOnTheRawPool(Propagation propagation) {
    int raw;
    try (ForkJoinPool rawPool = newPool()) {
      raw = mostThreads(rawPool, rawPool);
    }
    try (Scope scope = A.makeCurrent()) {
      assertThat(mostThreads(ContextExecutors.wrap(pool, propagation), pool))
          .isLessThanOrEqualTo(raw);
    }
    assertThat(raw).isLessThan(DEPTH / 10);
  }

  private static int mostThreads(Executor executor, ForkJoinPool pool) {
    AtomicInteger most = new AtomicInteger();
    Context context = Context.current();
    Calls.get(
        CompletableFuture.supplyAsync(() -> nest(executor, pool, context, most, 1), executor));
    return most.get();
  }

  private static int nest(
      Executor executor, ForkJoinPool pool, Context context, AtomicInteger most, int depth) {
    most.accumulateAndGet(pool.getPoolSize(), Math::max);
    if (executor != pool) {
      assertThat(Context.current()).isSameAs(context);
    }
    return depth == DEPTH
        ? depth
        : CompletableFuture.supplyAsync(
                () -> nest(executor, pool, context, most, depth + 1), executor)
            .join();
  }

  @Test
  void completableFutureGetsResultAndFailureOfItsTask() {
    IllegalStateException failure = new IllegalStateException("on purpose");
    try (Scope scope = A.makeCurrent()) {
      assertThat(CompletableFuture.supplyAsync(TestContexts::currentName, wrapped).join())
          .isEqualTo("A");
      CompletableFuture<Void> failed =
          CompletableFuture.runAsync(
              () -> {
                throw failure;
              },
              wrapped);
      assertThatThrownBy(failed::join).hasCause(failure);
    }
  }

  @Test
  void executedForkJoinTaskCompletesItself() {
    ForkJoinTask<String> task = ForkJoinTask.adapt(TestContexts::currentName);
    try (Scope scope = A.makeCurrent()) {
      wrapped.execute((Runnable) task);
      assertThat(task.join()).isEqualTo("A");
    }
  }

  private static final class Action extends RecursiveAction implements Runnable {
    private static final long serialVersionUID = 1;

    @Override
    protected void compute() {
      run();
    }

    @Override
    public void run() {}
  }

  /** The raw pool runs it as a fork-join task, not as a runnable. */
  @Test
  void executedForkJoinTaskWhoseRunDoesNotCompleteItIsCompleted() throws Exception {
    Action raw = new Action();
    pool.execute((Runnable) raw);
    raw.get(10, TimeUnit.SECONDS);
    Action action = new Action();
    wrapped.execute(action);
    Calls.until(action::isDone);
  }

  @Test
  void executedForkJoinTaskThatFailsFailsItself() {
    IllegalStateException failure = new IllegalStateException("on purpose");
    ForkJoinTask<?> task =
        ForkJoinTask.adapt(
            () -> {
              throw failure;
            });
    wrapped.execute((Runnable) task);
    task.quietlyJoin();
    assertThat(task.isCompletedAbnormally()).isTrue();
    assertThat(task.getException()).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void submittedForkJoinTaskHandsOnItsResultAsOnTheRawPool() throws Exception {
    List<ForkJoinTask<?>> tasks =
        List.of(
            ForkJoinTask.adapt(TestContexts::currentName),
            ForkJoinTask.adaptInterruptible(TestContexts::currentName),
            ForkJoinTask.adapt(() -> {}, "a given result"));
    try (Scope scope = A.makeCurrent()) {
      Future<?> first = wrapped.submit((Runnable) tasks.get(0));
      Future<?> second = wrapped.submit((Runnable) tasks.get(1));
      Future<?> third = wrapped.submit((Runnable) tasks.get(2));
      assertThat(first.get()).isEqualTo("A");
      assertThat(second.get()).isEqualTo("A");
      assertThat(third.get()).isEqualTo("a given result");
      assertThat(third.resultNow()).isEqualTo("a given result");
    }
    ForkJoinTask<String> raw = ForkJoinTask.adapt(() -> "raw");
    assertThat((Object) pool.submit((Runnable) raw).get()).isEqualTo("raw");
  }

  @Test
  void submittedForkJoinTaskWithAResultGivesThatResult() throws Exception {
    ForkJoinTask<String> task = ForkJoinTask.adapt(() -> "its own");
    assertThat(wrapped.submit((Runnable) task, "given").get()).isEqualTo("given");
    assertThat(task.join()).isEqualTo("its own");
  }

  @Test
  void submittedForkJoinTaskThatFailsFailsItsFuture() {
    ForkJoinTask<?> task =
        ForkJoinTask.adapt(
            () -> {
              throw new IllegalStateException("on purpose");
            });
    Future<?> future = wrapped.submit((Runnable) task);
    assertThatThrownBy(future::get).hasRootCauseInstanceOf(IllegalStateException.class);
    assertThat(future.state()).isEqualTo(Future.State.FAILED);
    assertThat(task.isCompletedAbnormally()).isTrue();
  }

  @Test
  void cancellingTheFutureOfAForkJoinTaskCancelsTheTask() {
    Gate gate = new Gate();
    gate.keepBusy(gate.keepBusy(pool));
    ForkJoinTask<String> task = ForkJoinTask.adapt(() -> "");
    Future<?> future = wrapped.submit((Runnable) task);
    assertThat(future.cancel(true)).isTrue();
    gate.open();
    assertThat(future.isCancelled()).isTrue();
    assertThat(task.isCancelled()).isTrue();
  }

  @Test
  void forkedTasksOfAPoolsOwnRunUnderWhatTheirWorkerHas() throws Exception {
    try (Scope scope = A.makeCurrent()) {
      assertThat(
              wrapped
                  .submit(
                      () -> {
                        ForkJoinTask<String> forked = ForkJoinTask.adapt(TestContexts::currentName);
                        return forked.invoke();
                      })
                  .get())
          .isEqualTo("A");
    }
  }

  @Test
  void futureOfAWrappedPoolHelpsWhileItWaits() throws Exception {
    try (ForkJoinPool single = WorkerKind.newForkJoinPool(1, ContextThreads.forkJoinFactory())) {
      ExecutorService executor = ContextExecutors.wrap((ExecutorService) single);
      try (Scope scope = A.makeCurrent()) {
        Future<String> outer =
            executor.submit(() -> executor.submit(TestContexts::currentName).get());
        assertThat(outer.get()).isEqualTo("A");
      }
      assertThat(single.getPoolSize()).isEqualTo(1);
    }
  }

  @Test
  void taskForAForkJoinPoolShowsWhatItWraps() {
    RecordingListener listener = new RecordingListener();
    ForkJoinTask<String> task = ForkJoinTask.adapt(() -> "");
    ContextExecutors.wrap((Executor) pool, Propagation.capturing().with(listener))
        .execute((Runnable) task);
    task.join();
    Calls.until(() -> listener.names().size() == 3);
    assertThat(listener.events()).extracting(RecordingListener.Event::task).containsOnly(task);
  }
}
