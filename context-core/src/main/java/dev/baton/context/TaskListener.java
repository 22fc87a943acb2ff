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
 * our wrapper; {@code state} is what {@link #submitted} returned for it.
 *
 * <p><b>Each task of an executor ends in one way</b>, of which is heard once: it runs ({@link
 * #started}, then {@link #ended}), or it is {@link #rejected}, or it is {@link #cancelled}. Nothing
 * more is heard of one that was rejected or cancelled, should somebody run it after all. When the
 * wrapped executor says that it has terminated, by {@code awaitTermination}, {@code close} or
 * {@code isTerminated}, each has: as many were submitted as have begun and ended, were rejected or
 * were cancelled. A periodic task, or a function that runs more than once, is submitted once, and
 * started and ended each time; stopped between two runs, it is not cancelled. {@link #leaked} comes
 * after {@code ended}.
 *
 * <p>This does not hold for a function that is registered with a future and never called, because
 * the future fails, say: it is heard of as submitted only. Nor for a task that an {@code Executor}
 * drops which is no {@code ExecutorService}: it has no end.
 */
public interface TaskListener {

  /**
   * A task is about to be handed over, or a function to be registered. On the submitting thread,
   * after its context was captured.
   *
   * @param task what was submitted
   * @param context what it will run under
   * @return an object to be given to the other methods for this task, or null; held as long as the
   *     task, or the future that was returned for it
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

  /**
   * The executor did not take the task. On the submitting thread. If {@code invokeAll} or {@code
   * invokeAny} fails because of one task, all that have not begun are rejected.
   */
  default void rejected(
      Object task, Context context, @Nullable Object state, RejectedExecutionException reason) {}

  /**
   * The task has not begun and never will. It is told when that is certain: when its future is
   * cancelled (not a {@code CompletableFuture}, which does not stop its task); when {@code
   * shutdownNow} gives it back, or the executor cancels it; when {@code invokeAll} or {@code
   * invokeAny} is over; and when the executor has terminated without having begun it. The last is
   * true of tasks that a pool discards without a word ({@code DiscardPolicy}, {@code
   * DiscardOldestPolicy}, a handler of one's own); while such a pool lives, they are told of if the
   * garbage collector finds them, and not kept.
   */
  default void cancelled(Object task, Context context, @Nullable Object state) {}

  /**
   * The task ended and had left a scope open. The thread has been put back.
   *
   * @param leftOpen the context that the scope had made current
   */
  default void leaked(Object task, Context context, @Nullable Object state, Context leftOpen) {}
}
