package dev.baton.context;

import io.opentelemetry.context.Context;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Hears what becomes of each task that crosses a boundary: for telemetry, audits and tests.
 * Attached with {@link Propagation#with(TaskListener)}; where there is none, nothing is spent on
 * it.
 *
 * <p>A listener only watches. Whatever it throws is logged, once for each listener class, and the
 * task goes on. Methods are called on the thread on which the thing happens, and many at once: an
 * implementation is thread-safe.
 *
 * <p>The same object stands for one task in each call: {@code task} is what the user submitted, not
 * our wrapper; {@code state} is what {@link #submitted} returned for it. A function or a task that
 * runs more than once is submitted once, and started and ended each time.
 */
public interface TaskListener {

  /**
   * A task is about to be handed over, or a function to be registered. On the submitting thread,
   * after its context was captured.
   *
   * @param task what was submitted
   * @param context what it will run under
   * @return an object to be given to the other methods for this task, or null
   */
  default @Nullable Object submitted(Object task, Context context) {
    return null;
  }

  /** The task begins to run; its context is current. */
  default void started(Object task, Context context, @Nullable Object state) {}

  /**
   * The task has ended; its context is still current.
   *
   * @param failure what it threw, or null
   */
  default void ended(
      Object task, Context context, @Nullable Object state, @Nullable Throwable failure) {}

  /** The executor did not take the task. On the submitting thread. */
  default void rejected(
      Object task, Context context, @Nullable Object state, RejectedExecutionException reason) {}

  /**
   * The task was cancelled before it began to run: through its future, by {@code shutdownNow}, or
   * by a time-out of {@code invokeAll} or {@code invokeAny}.
   */
  default void cancelled(Object task, Context context, @Nullable Object state) {}

  /**
   * The task ended and had left a scope open. The thread has been put back.
   *
   * @param leftOpen the context that the scope had made current
   */
  default void leaked(Object task, Context context, @Nullable Object state, Context leftOpen) {}
}
