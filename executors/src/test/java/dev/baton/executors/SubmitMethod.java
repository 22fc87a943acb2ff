package dev.baton.executors;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Each method that hands a task to an executor service, as one that takes a {@link Runnable}. */
@SuppressWarnings("ImmutableEnumChecker") // its lambdas capture nothing
enum SubmitMethod {
  EXECUTE(
      (executor, task) -> {
        executor.execute(task);
        return null;
      }),
  SUBMIT_RUNNABLE(ExecutorService::submit),
  SUBMIT_CALLABLE((executor, task) -> executor.submit(callable(task))),
  SUBMIT_WITH_RESULT((executor, task) -> executor.submit(task, "result")),
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
      }),
  SCHEDULE_RUNNABLE(
      (executor, task) -> scheduler(executor).schedule(task, 1, TimeUnit.NANOSECONDS)),
  SCHEDULE_CALLABLE(
      (executor, task) -> scheduler(executor).schedule(callable(task), 1, TimeUnit.NANOSECONDS)),
  /** Runs once, and again in a year. */
  SCHEDULE_AT_FIXED_RATE(
      (executor, task) -> scheduler(executor).scheduleAtFixedRate(task, 0, 365, TimeUnit.DAYS)),
  /** Runs once, and again a year later. */
  SCHEDULE_WITH_FIXED_DELAY(
      (executor, task) -> scheduler(executor).scheduleWithFixedDelay(task, 0, 365, TimeUnit.DAYS));

  static final List<SubmitMethod> OF_EVERY_SERVICE =
      List.of(
          EXECUTE,
          SUBMIT_RUNNABLE,
          SUBMIT_CALLABLE,
          SUBMIT_WITH_RESULT,
          INVOKE_ALL,
          INVOKE_ALL_TIMED,
          INVOKE_ANY,
          INVOKE_ANY_TIMED);
  static final List<SubmitMethod> WITH_FUTURE =
      List.of(SUBMIT_RUNNABLE, SUBMIT_CALLABLE, SUBMIT_WITH_RESULT);
  static final List<SubmitMethod> OF_SCHEDULER = List.of(SCHEDULE_RUNNABLE, SCHEDULE_CALLABLE);
  static final List<SubmitMethod> PERIODIC =
      List.of(SCHEDULE_AT_FIXED_RATE, SCHEDULE_WITH_FIXED_DELAY);

  private interface Call {
    Future<?> submit(ExecutorService executor, Runnable task)
        throws InterruptedException, ExecutionException, TimeoutException;
  }

  private final Call call;

  SubmitMethod(Call call) {
    this.call = call;
  }

  /** What the method returned, if that is a future; what the task threw, if that reaches us. */
  Future<?> submit(ExecutorService executor, Runnable task) {
    try {
      return call.submit(executor, task);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  Executor of(ExecutorService executor) {
    return task -> submit(executor, task);
  }

  private static ScheduledExecutorService scheduler(ExecutorService executor) {
    return (ScheduledExecutorService) executor;
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
