package dev.baton.benchmarks;

import dev.baton.executors.ContextThreads;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A pool of one worker, on which nothing is current while it has nothing to do. The measuring
 * thread is inside the inner context, and hands over batches; a worker that is {@linkplain #hold
 * held} begins when the batch is complete. So nobody has to be woken up for each task, which costs
 * more than all else, sometimes or always.
 */
public abstract class Workers extends PeerState {
  final ThreadPoolExecutor pool =
      new ThreadPoolExecutor(
          1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(4096), Workers::thread);

  private final Semaphore complete = new Semaphore(0);

  @Override
  final void begin() throws Exception {
    connect();
    library().enter(true);
    body.check(this::batch);
    promote();
  }

  /** Made when the first task arrives, so by then the case is known. */
  static Thread thread(Runnable worker) {
    ThreadFactory threads =
        isAbout(HotPath.BATON_OWN_POOL)
            ? ContextThreads.poolFactory("own-")
            : Executors.defaultThreadFactory();
    return threads.newThread(worker);
  }

  /** Wraps what is to be wrapped. */
  void connect() {}

  /** What is measured: returns when all that it handed over has run. */
  abstract Object batch();

  /** Makes the worker wait for {@link #release()}. */
  final void hold() {
    pool.execute(complete::acquireUninterruptibly);
  }

  final void release() {
    complete.release();
  }

  /** Waits until the worker has done what it was given before. */
  final void await() {
    try {
      pool.submit(() -> {}).get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  void finish() {
    body.check(this::batch);
    pool.shutdown();
    super.finish();
  }
}
