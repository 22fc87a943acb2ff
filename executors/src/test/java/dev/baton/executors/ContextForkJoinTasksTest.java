package dev.baton.executors;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.context.ContextTask;
import dev.baton.context.Propagation;
import dev.baton.context.testing.Calls;
import dev.baton.context.testing.RecordingListener;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ContextForkJoinTasksTest {
  private static final Context A = named("A");
  private static final Context B = named("B");

  // @start region="fork"
  private static final class Sum extends RecursiveTask<Long> {
    private static final long serialVersionUID = 1;
    private static final Queue<Context> SEEN = new ConcurrentLinkedQueue<>();

    private final int from;
    private final int to;

    Sum(int from, int to) {
      this.from = from;
      this.to = to;
    }

    @Override
    protected Long compute() {
      SEEN.add(Context.current());
      if (to - from == 1) {
        return (long) from;
      }
      int middle = (from + to) / 2;
      ForkJoinTask<Long> left = ContextForkJoinTasks.wrap(new Sum(from, middle)).fork();
      long right = new Sum(middle, to).compute();
      return left.join() + right;
    }
  }

  // @end

  @Test
  void everySubtaskRunsUnderTheContextOfTheComputation() {
    Sum.SEEN.clear();
    try (ForkJoinPool pool = new ForkJoinPool(4)) {
      long sum;
      try (Scope scope = A.makeCurrent()) {
        sum = pool.invoke(ContextForkJoinTasks.wrap(new Sum(0, 256)));
      }
      assertThat(sum).isEqualTo(255 * 128);
      assertThat(Sum.SEEN).hasSize(511).containsOnly(A);
      assertThat(Calls.<String>call(pool, () -> currentName())).isNull();
    }
  }

  @Test
  void computationsOfTwoContextsDoNotMixWhenWorkersHelp() {
    Sum.SEEN.clear();
    try (ForkJoinPool pool = new ForkJoinPool(2, ContextThreads.forkJoinFactory(), null, false)) {
      ForkJoinTask<Long> underA;
      ForkJoinTask<Long> underB;
      try (Scope scope = A.makeCurrent()) {
        underA = pool.submit(ContextForkJoinTasks.wrap(new Sum(0, 512)));
      }
      try (Scope scope = B.makeCurrent()) {
        underB = pool.submit(ContextForkJoinTasks.wrap(new Sum(0, 256)));
      }
      underA.join();
      underB.join();
    }
    assertThat(Sum.SEEN).hasSize(1023 + 511);
    assertThat(Sum.SEEN.stream().filter(A::equals)).hasSize(1023);
    assertThat(Sum.SEEN.stream().filter(B::equals)).hasSize(511);
  }

  private static final class Failing extends RecursiveAction {
    private static final long serialVersionUID = 1;

    @Override
    protected void compute() {
      throw new IllegalStateException("on purpose");
    }
  }

  @Test
  void failureIsTheTasks() {
    try (ForkJoinPool pool = new ForkJoinPool(1)) {
      ForkJoinTask<Void> task = ContextForkJoinTasks.wrap(new Failing());
      assertThatThrownBy(() -> pool.invoke(task))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("on purpose");
      assertThat(task.isCompletedAbnormally()).isTrue();
    }
  }

  /** Is run by somebody else just when it is cancelled. */
  private static final class TakenMeanwhile extends RecursiveTask<String> {
    private static final long serialVersionUID = 1;

    private transient ForkJoinTask<String> wrapper;

    @Override
    protected String compute() {
      return "run";
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      boolean cancelled = super.cancel(mayInterruptIfRunning);
      wrapper.quietlyInvoke();
      return cancelled;
    }
  }

  @Test
  void cancelIsTrueOfATaskThatIsTakenMeanwhileAndDoesNotRun() {
    TakenMeanwhile task = new TakenMeanwhile();
    task.wrapper = ContextForkJoinTasks.wrap(task);
    assertThat(task.wrapper.cancel(false)).isTrue();
    assertThat(task.wrapper.isCancelled()).isTrue();
    assertThat(task.isCancelled()).isTrue();
  }

  @Test
  void cancelReachesTheTaskInside() {
    Failing inside = new Failing();
    ForkJoinTask<Void> task = ContextForkJoinTasks.wrap(inside);
    assertThat(task.cancel(true)).isTrue();
    assertThat(inside.isCancelled()).isTrue();
  }

  @Test
  void cancelIsFalseOfATaskThatHasRun() {
    ForkJoinTask<Long> task = ContextForkJoinTasks.wrap(new Sum(3, 4));
    assertThat(task.invoke()).isEqualTo(3);
    assertThat(task.cancel(true)).isFalse();
    assertThat(task.isCancelled()).isFalse();
  }

  @Test
  void completedTaskGivesThatResult() {
    ForkJoinTask<Long> task = ContextForkJoinTasks.wrap(new Sum(0, 1));
    task.complete(42L);
    assertThat(task.join()).isEqualTo(42);
    assertThat(task.getRawResult()).isEqualTo(42);
    ForkJoinTask<Long> failed = ContextForkJoinTasks.wrap(new Sum(0, 1));
    failed.completeExceptionally(new IllegalStateException("on purpose"));
    assertThatThrownBy(failed::join).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void resultIsTheTasks() {
    ForkJoinTask<Long> task = ContextForkJoinTasks.wrap(new Sum(3, 4));
    assertThat(task.getRawResult()).isNull();
    assertThat(task.invoke()).isEqualTo(3);
    assertThat(task.getRawResult()).isEqualTo(3);
  }

  @Test
  void reinitializedTaskRunsAgain() {
    AtomicInteger runs = new AtomicInteger();
    ForkJoinTask<Integer> task =
        ContextForkJoinTasks.wrap(ForkJoinTask.adapt(runs::incrementAndGet));
    assertThat(task.invoke()).isEqualTo(1);
    assertThat(task.invoke()).isEqualTo(1);
    task.reinitialize();
    assertThat(task.isDone()).isFalse();
    assertThat(task.invoke()).isEqualTo(2);
  }

  @Test
  void listenerHearsOfTheTaskAndOfItsCancellation() {
    RecordingListener listener = new RecordingListener();
    Propagation propagation = Propagation.fixed(A).with(listener);
    Sum sum = new Sum(0, 1);
    ContextForkJoinTasks.wrap(sum, propagation).invoke();
    Sum cancelled = new Sum(0, 1);
    ContextForkJoinTasks.wrap(cancelled, propagation).cancel(true);
    assertThat(listener.names())
        .containsExactly("submitted", "started", "ended", "submitted", "cancelled");
    assertThat(listener.events())
        .extracting(RecordingListener.Event::task)
        .containsExactly(sum, sum, sum, cancelled, cancelled);
  }

  @Test
  void isAContextTask() {
    Sum sum = new Sum(0, 1);
    ForkJoinTask<Long> task = ContextForkJoinTasks.wrap(sum, Propagation.fixed(A));
    assertThat(ContextTask.unwrap(task)).isSameAs(sum);
    assertThat(((ContextTask) task).context()).isSameAs(A);
  }

  @Test
  void wrappedTwiceKeepsTheFirstContext() {
    try (Scope scope = A.makeCurrent()) {
      ForkJoinTask<Long> task = ContextForkJoinTasks.wrap(new Sum(0, 1));
      assertThat(ContextForkJoinTasks.wrap(task, Propagation.root())).isSameAs(task);
      assertThat(task.toString()).startsWith("ForkJoinContextTask[").contains("Sum");
    }
    assertThatNullPointerException().isThrownBy(() -> ContextForkJoinTasks.wrap(null));
  }
}
