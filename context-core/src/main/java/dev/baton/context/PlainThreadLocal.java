package dev.baton.context;

import org.jspecify.annotations.Nullable;

/**
 * A plain {@link ThreadLocal}. No record: the JDK remembers the class of one whose methods it has
 * made, and with it our class loader.
 */
final class PlainThreadLocal<T> implements CarriedThreadLocal<T> {
  private final ThreadLocal<T> threadLocal;

  PlainThreadLocal(ThreadLocal<T> threadLocal) {
    this.threadLocal = threadLocal;
  }

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

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PlainThreadLocal<?> plain && plain.threadLocal == threadLocal;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(threadLocal);
  }

  @Override
  public String toString() {
    return "PlainThreadLocal[" + threadLocal + "]";
  }
}
