package dev.baton.context.storage;

import org.jspecify.annotations.Nullable;

/**
 * A platform thread that keeps its current context in a field, where reading and exchanging it
 * costs a fraction of what a {@link ThreadLocal} does. For the workers of pools; {@code
 * ContextThreads.poolFactory} in the executors module makes them.
 *
 * <p>It starts under root, and takes nothing from the thread that happens to create it: no
 * inheritable thread-locals, and the system class loader as its context class loader until that is
 * set. Where {@code Baton.install()} was not called, or came too late, it is an ordinary thread.
 */
public final class ContextThread extends Thread {
  final Slot slot = new Slot(this);

  /**
   * Makes a thread; as any, it has still to be started.
   *
   * @param group its group, or null for that of the calling thread
   * @param target what it runs
   * @param name its name
   */
  public ContextThread(@Nullable ThreadGroup group, Runnable target, String name) {
    super(group, target, name, 0, false);
  }
}
