package dev.baton.context;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A thread-local value that is to travel with the context: how to read, set and clear it. Given to
 * {@link Propagation#with(CarriedThreadLocal...)}, or once for the whole program to {@link
 * Baton#install(Propagation)}.
 *
 * {@snippet file="dev/baton/context/CarriedThreadLocalTest.java" region="carried"}
 *
 * <p>The value is read on the submitting thread when the context is captured, and set on the
 * running thread for as long as the task runs; then the running thread gets back what it had. One
 * value may be set on several threads at once, so it has to be immutable, or a copy that nobody
 * changes. An implementation is thread-safe, and two that stand for the same thing are equal.
 *
 * <p>What one throws is logged, once for each class. If {@link #get()} fails on the submitting
 * thread, the task runs without a value; if it fails on the running thread, that thread is left as
 * it is.
 *
 * @param <T> type of the value
 */
public interface CarriedThreadLocal<T> {

  /** The value on the calling thread, or null for none. */
  @Nullable T get();

  /** Sets the value on the calling thread. */
  void set(T value);

  /** Takes the value off the calling thread. */
  void clear();

  /**
   * Puts the calling thread back to what it had before {@link #set} or {@link #clear}, at the end
   * of a task. To be overridden where that is more than to set a value: where setting one opens a
   * scope that has to be closed.
   *
   * @param previous what {@link #get} said then
   */
  default void restore(@Nullable T previous) {
    if (previous == null) {
      clear();
    } else {
      set(previous);
    }
  }

  /**
   * Carries a plain {@link ThreadLocal}, whose values must be safe to share.
   *
   * @param <T> type of the value
   * @param threadLocal what to carry
   * @return equal for the same thread-local
   */
  static <T> CarriedThreadLocal<T> of(ThreadLocal<T> threadLocal) {
    return new PlainThreadLocal<>(Objects.requireNonNull(threadLocal, "threadLocal"));
  }

  /**
   * Carries SLF4J's mapped diagnostic context. Needs slf4j-api on the class path, which is an
   * optional dependency.
   *
   * {@snippet file="dev/baton/context/Slf4jMdcTest.java" region="mdc"}
   *
   * <p>Costs a copy of the map at each capture, and what the logging back end does to set one.
   */
  static CarriedThreadLocal<Map<String, String>> slf4jMdc() {
    return Slf4jMdc.INSTANCE;
  }
}
