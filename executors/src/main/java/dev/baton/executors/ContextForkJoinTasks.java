package dev.baton.executors;

import dev.baton.context.Propagation;
import java.util.Objects;
import java.util.concurrent.ForkJoinTask;
import org.jspecify.annotations.Nullable;

/**
 * {@link ForkJoinTask}s that carry a context: for computations that fork subtasks, {@link
 * java.util.concurrent.RecursiveTask} and {@link java.util.concurrent.RecursiveAction}.
 *
 * {@snippet file="dev/baton/executors/ContextForkJoinTasksTest.java" region="fork"}
 *
 * <p><b>Capture</b> is where the task is wrapped: do it where it is forked, or handed to a pool.
 * <b>Restore</b> is on the worker that runs it, which may be one that helps while it waits for
 * something else, as {@link Propagation} says. Fork and join the wrapped task, not the one inside:
 * the pool knows of no other, and could not help with it.
 *
 * <p><b>Cost</b>: a task object, and 24 bytes. <b>Not carried</b>: a {@link
 * java.util.concurrent.CountedCompleter} forks its children by itself; wrap the functions it calls.
 *
 * <p>Cancelling it cancels the task inside, and {@code reinitialize()} has both run again. It is a
 * {@link dev.baton.context.ContextTask}.
 */
public final class ContextForkJoinTasks {
  private ContextForkJoinTasks() {}

  /** Wraps a task; carries {@link Propagation#installed()}. */
  public static <V extends @Nullable Object> ForkJoinTask<V> wrap(ForkJoinTask<V> task) {
    return wrap(task, Propagation.installed());
  }

  /**
   * Wraps a task; carries what the propagation says. A task that is wrapped already stays as it is.
   */
  public static <V extends @Nullable Object> ForkJoinTask<V> wrap(
      ForkJoinTask<V> task, Propagation propagation) {
    Objects.requireNonNull(task, "task");
    Objects.requireNonNull(propagation, "propagation");
    return task instanceof ForkJoinContextTask<V>
        ? task
        : ForkJoinContextTask.wrap(task, propagation);
  }
}
