package dev.baton.context.storage;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;

/**
 * A {@link ForkJoinPool}'s counterpart of {@link ContextThread}; {@code
 * ContextThreads.forkJoinFactory} in the executors module makes them.
 */
public final class ContextForkJoinWorkerThread extends ForkJoinWorkerThread {
  final Slot slot = new Slot(this);

  /**
   * Makes a worker; the pool starts it.
   *
   * @param pool the pool it works for
   */
  public ContextForkJoinWorkerThread(ForkJoinPool pool) {
    super(pool);
  }
}
