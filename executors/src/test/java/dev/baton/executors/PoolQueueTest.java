package dev.baton.executors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.ContextTask;
import dev.baton.context.Propagation;
import dev.baton.context.TaskListener;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is asked of the pool itself, past its wrapper: where the JDK's answer is another. */
final class PoolQueueTest {
  private final Gate gate = new Gate();
  private final ThreadPoolExecutor pool = gate.keepBusy(new PoolWithTasksOfItsOwn());
  private final ExecutorService wrapped = ContextExecutors.wrap(pool);

  private static final class PoolWithTasksOfItsOwn extends ThreadPoolExecutor {
    PoolWithTasksOfItsOwn() {
      super(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    }

    @Override
    protected <T> RunnableFuture<T> newTaskFor(Callable<T> task) {
      return new OwnTask<>(task);
    }
  }

  private static final class OwnTask<T> extends FutureTask<T> {
    OwnTask(Callable<T> task) {
      super(task);
    }
  }

  @AfterEach
  void closePool() {
    gate.open();
    pool.close();
  }

  @Test
  void queueHoldsAndRemovesTheWrappedTask() {
    Runnable task = () -> {};
    wrapped.execute(task);
    assertThat(pool.getQueue()).doesNotContain(task);
    assertThat(pool.remove(task)).isFalse();
    Runnable queued = pool.getQueue().element();
    assertThat(ContextTask.unwrap(queued)).isSameAs(task);
    assertThat(pool.remove(queued)).isTrue();
  }

  @Test
  void purgeFindsAFutureThatWasSubmittedAndNotOneThatWasExecuted() {
    FutureTask<String> executed = new FutureTask<>(() -> "executed");
    wrapped.execute(executed);
    wrapped.submit(() -> "submitted").cancel(false);
    executed.cancel(false);
    assertThat(pool.getQueue()).hasSize(2);
    pool.purge();
    Runnable left = pool.getQueue().element();
    assertThat(pool.getQueue()).hasSize(1);
    assertThat(ContextTask.unwrap(left)).isSameAs(executed);
  }

  @Test
  void completionServiceDoesNotAskThePoolForItsKindOfTask() {
    Callable<String> task = () -> "result";
    assertThat(wrapped.submit(task)).isInstanceOf(OwnTask.class);
    assertThat(new ExecutorCompletionService<String>(pool).submit(task))
        .isInstanceOf(OwnTask.class);
    assertThat(new ExecutorCompletionService<String>(wrapped).submit(task))
        .isNotInstanceOf(OwnTask.class);
  }

  @Test
  void schedulersQueueHoldsItsFutureUnlessAListenerObservesIt() {
    try (ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1)) {
      Future<?> plain = ContextExecutors.wrap(scheduler).schedule(() -> {}, 1, TimeUnit.DAYS);
      Propagation heard = Propagation.capturing().with(new TaskListener() {});
      Future<?> observed =
          ContextExecutors.wrap(scheduler, heard).schedule(() -> {}, 1, TimeUnit.DAYS);
      assertThat(scheduler.getQueue()).anyMatch(queued -> queued == plain);
      assertThat(scheduler.getQueue()).noneMatch(queued -> queued == observed);
      scheduler.shutdownNow();
    }
  }
}
