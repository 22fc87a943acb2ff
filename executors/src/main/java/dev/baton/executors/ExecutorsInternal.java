package dev.baton.executors;

import dev.baton.context.PendingTask;
import dev.baton.context.Propagation;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Not API: what the package for Guava needs of this one, in one place. Changed without notice. */
public final class ExecutorsInternal {
  private ExecutorsInternal() {}

  /** Every executor of ours, of whatever kind. */
  public interface Wrapping extends Executor {

    /** The one that wraps the tasks; itself, as a rule. */
    Executor wrapping();
  }

  /** How it is heard that a future is cancelled. */
  public interface Observing {

    /** Has {@link #cancelled} called for the task when the future is cancelled. */
    Future<?> observe(PendingTask task, Future<?> future);
  }

  /** As {@link ContextExecutors#wrap(ExecutorService, Propagation)}; never unwraps. */
  public static ExecutorService wrap(
      ExecutorService executor, Propagation propagation, Observing observing) {
    return (ExecutorService) ContextExecutor.wrap(executor, propagation, observing);
  }

  /** Tells the listeners of a task that it was cancelled, if the future says that it never runs. */
  public static void cancelled(PendingTask task, Future<?> future) {
    Submissions.cancelled(task, future);
  }

  /** An executor for a wrapped function that another thread is going to hand to it. */
  public static Executor uncapturing(Executor executor, Object function) {
    return ContextExecutor.uncapturing(executor, function);
  }

  /** Adds what an executor of ours adds, if it is one. */
  public static Propagation and(Propagation propagation, Executor executor) {
    return ContextExecutor.and(propagation, executor);
  }
}
