package dev.baton.executors.guava;

import com.google.common.util.concurrent.ListeningExecutorService;
import com.google.common.util.concurrent.ListeningScheduledExecutorService;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Each method of a listening executor that takes a task, as one that takes a {@link Runnable}. */
@SuppressWarnings("ImmutableEnumChecker") // its lambdas capture nothing
enum ListeningMethod {
  SUBMIT_RUNNABLE((executor, task) -> executor.submit(task)),
  SUBMIT_CALLABLE((executor, task) -> executor.submit(callable(task))),
  SUBMIT_WITH_RESULT((executor, task) -> executor.submit(task, "result")),
  SCHEDULE_RUNNABLE((executor, task) -> executor.schedule(task, 1, TimeUnit.NANOSECONDS)),
  SCHEDULE_CALLABLE((executor, task) -> executor.schedule(callable(task), 1, TimeUnit.NANOSECONDS)),
  /** Runs once, and again in a year. */
  SCHEDULE_AT_FIXED_RATE(
      (executor, task) -> executor.scheduleAtFixedRate(task, 0, 365, TimeUnit.DAYS)),
  /** Runs once, and again a year later. */
  SCHEDULE_WITH_FIXED_DELAY(
      (executor, task) -> executor.scheduleWithFixedDelay(task, 0, 365, TimeUnit.DAYS)),
  EXECUTE(
      (executor, task) -> {
        executor.execute(task);
        return null;
      }),
  INVOKE_ALL((executor, task) -> executor.invokeAll(one(task)).get(0)),
  INVOKE_ALL_TIMED((executor, task) -> executor.invokeAll(one(task), 1, TimeUnit.MINUTES).get(0)),
  INVOKE_ANY(
      (executor, task) -> {
        executor.invokeAny(one(task));
        return null;
      }),
  INVOKE_ANY_TIMED(
      (executor, task) -> {
        executor.invokeAny(one(task), 1, TimeUnit.MINUTES);
        return null;
      });

  static final Set<ListeningMethod> PERIODIC =
      EnumSet.of(SCHEDULE_AT_FIXED_RATE, SCHEDULE_WITH_FIXED_DELAY);

  private interface Call {
    Future<?> submit(ListeningScheduledExecutorService executor, Runnable task)
        throws InterruptedException, ExecutionException, TimeoutException;
  }

  private final Call call;

  ListeningMethod(Call call) {
    this.call = call;
  }

  /** What the method returned, if that is a future; what the task threw, if that reaches us. */
  Future<?> submit(ListeningExecutorService executor, Runnable task) {
    try {
      return call.submit((ListeningScheduledExecutorService) executor, task);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Callable<Object>> one(Runnable task) {
    return Collections.singletonList(callable(task));
  }

  private static Callable<Object> callable(Runnable task) {
    if (task == null) {
      return null;
    }
    return () -> {
      task.run();
      return null;
    };
  }
}
