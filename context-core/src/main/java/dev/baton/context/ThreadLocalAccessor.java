package dev.baton.context;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A thread-local value that is to travel with the context: how to read, set and clear it. Given to
 * {@link Propagation#with(ThreadLocalAccessor...)}.
 *
 * {@snippet file="dev/baton/context/ThreadLocalAccessorTest.java" region="accessor"}
 *
 * <p>The value is read on the submitting thread when the context is captured, and set on the
 * running thread for as long as the task runs; then the running thread gets back what it had. One
 * value may be set on several threads at once, so it has to be immutable, or a copy that nobody
 * changes. An accessor is thread-safe, and two that stand for the same thing are equal.
 *
 * <p>What an accessor throws is logged, once for each accessor class, and the task goes on without
 * that value.
 *
 * @param <T> type of the value
 */
public interface ThreadLocalAccessor<T> {

  /** The value on the calling thread, or null for none. */
  @Nullable T get();

  /** Sets the value on the calling thread. */
  void set(T value);

  /** Takes the value off the calling thread. */
  void clear();

  /**
   * Carries a plain {@link ThreadLocal}, whose values must be safe to share.
   *
   * @param <T> type of the value
   * @param threadLocal what to carry
   * @return equal for the same thread-local
   */
  static <T> ThreadLocalAccessor<T> of(ThreadLocal<T> threadLocal) {
    return new PlainThreadLocal<>(Objects.requireNonNull(threadLocal, "threadLocal"));
  }

  /**
   * The accessor of {@link #of}.
   *
   * @param <T> type of the value
   * @param threadLocal what is carried
   */
  record PlainThreadLocal<T>(ThreadLocal<T> threadLocal) implements ThreadLocalAccessor<T> {
    @Override
    public @Nullable T get() {
      return threadLocal.get();
    }

    @Override
    public void set(T value) {
      threadLocal.set(value);
    }

    @Override
    public void clear() {
      threadLocal.remove();
    }
  }
}
