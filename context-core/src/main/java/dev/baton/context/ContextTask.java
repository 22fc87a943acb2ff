package dev.baton.context;

import io.opentelemetry.context.Context;
import java.util.concurrent.RejectedExecutionException;

/**
 * What every wrapped task and function is, besides the interface it was wrapped as: a look inside,
 * for code that meets wrapped tasks without having wrapped them, such as a rejection handler or
 * {@code ThreadPoolExecutor.beforeExecute}.
 *
 * {@snippet file="dev/baton/context/ContextTaskTest.java" region="unwrap"}
 *
 * <p>Thread-safe; a wrapped task may run any number of times, also at once and within itself.
 */
public interface ContextTask {

  /** The context that this runs under. */
  Context context();

  /** What was wrapped. */
  Object unwrap();

  /**
   * For executors: tells the {@link TaskListener} of this task, if there is one, that the task was
   * not accepted and will not run.
   *
   * @param reason why
   */
  void rejected(RejectedExecutionException reason);

  /**
   * For executors: tells the {@link TaskListener} of this task, if there is one, that the task was
   * cancelled. Does nothing for a task that has started to run, and nothing the second time.
   */
  void cancelled();

  /**
   * The original of a wrapped task or function, or the argument itself where it is not wrapped.
   *
   * @param <T> the interface it was wrapped as
   * @param task anything
   * @return what was submitted
   */
  @SuppressWarnings("unchecked") // a wrapper of a T wraps a T
  static <T> T unwrap(T task) {
    return task instanceof ContextTask wrapped ? (T) wrapped.unwrap() : task;
  }
}
