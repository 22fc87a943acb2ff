package dev.baton.executors;

import dev.baton.context.CarriedThreadLocal;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A thread-local that is carried, and remembers which threads read it. */
public final class CountedThreadLocal implements CarriedThreadLocal<String> {
  private final ThreadLocal<String> local = new ThreadLocal<>();
  private final List<Thread> readers = new CopyOnWriteArrayList<>();

  /** The value on the calling thread; is not counted. */
  public String value() {
    return local.get();
  }

  /** How many times the calling thread has read it. */
  public long reads() {
    return readsOf(Thread.currentThread());
  }

  /** How many times that thread has read it. */
  public long readsOf(Thread thread) {
    return readers.stream().filter(reader -> reader == thread).count();
  }

  @Override
  public String get() {
    readers.add(Thread.currentThread());
    return local.get();
  }

  @Override
  public void set(String value) {
    local.set(value);
  }

  @Override
  public void clear() {
    local.remove();
  }
}
