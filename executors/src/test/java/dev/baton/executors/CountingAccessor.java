package dev.baton.executors;

import dev.baton.context.CarriedThreadLocal;
import java.util.concurrent.atomic.AtomicInteger;

/** Carries a thread-local, and counts how often it is read on the thread that made this. */
final class CountingAccessor implements CarriedThreadLocal<String> {
  private final Thread submitter = Thread.currentThread();
  private final ThreadLocal<String> value = new ThreadLocal<>();
  private final AtomicInteger reads = new AtomicInteger();

  int reads() {
    return reads.get();
  }

  @Override
  public String get() {
    if (Thread.currentThread() == submitter) {
      reads.incrementAndGet();
    }
    return value.get();
  }

  @Override
  public void set(String newValue) {
    value.set(newValue);
  }

  @Override
  public void clear() {
    value.remove();
  }
}
