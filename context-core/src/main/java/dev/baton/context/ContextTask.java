package dev.baton.context;

import io.opentelemetry.context.Context;

/**
 * What every wrapped task and function is, besides the interface it was wrapped as: a look inside,
 * for code that meets wrapped tasks without having wrapped them, such as a rejection handler or
 * {@code ThreadPoolExecutor.beforeExecute}.
 *
 * {@snippet file="dev/baton/context/ContextTaskTest.java" region="unwrap"}
 *
 * <p>Not to be implemented elsewhere: what is one counts as wrapped already.
 *
 * <p>Thread-safe; a wrapped task may run any number of times, also at once and within itself.
 */
public interface ContextTask {

  /** The context that this runs under. */
  Context context();

  /** What was wrapped. */
  Object unwrap();

  /**
   * The original of a wrapped task or function, or of what {@link Propagation#proxy} has wrapped;
   * the argument itself where it is not wrapped.
   *
   * @param <T> the interface it was wrapped as
   * @param task anything
   * @return what was submitted
   */
  @SuppressWarnings("unchecked") // a wrapper of a T wraps a T
  static <T> T unwrap(T task) {
    ContextTask wrapped = ContextProxy.wrapper(task);
    return wrapped == null ? task : (T) wrapped.unwrap();
  }
}
