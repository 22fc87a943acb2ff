package dev.baton.tracing;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;

/** What executors say of themselves. A number that is negative is not known. */
record PoolState(long active, long idle, long core, long limit, long queued, long capacity) {
  private static final long UNKNOWN = -1;

  static final PoolState NOTHING_KNOWN =
      new PoolState(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN);

  static PoolState of(Executor executor) {
    if (executor instanceof ThreadPoolExecutor pool) {
      return of(pool);
    }
    if (executor instanceof ForkJoinPool pool) {
      return of(pool);
    }
    return NOTHING_KNOWN;
  }

  private static PoolState of(ThreadPoolExecutor pool) {
    long active = pool.getActiveCount();
    BlockingQueue<Runnable> queue = pool.getQueue();
    int queued = queue.size();
    return new PoolState(
        active,
        Math.max(0, pool.getPoolSize() - active),
        pool.getCorePoolSize(),
        bounded(pool.getMaximumPoolSize()),
        queued,
        bounded((long) queued + queue.remainingCapacity()));
  }

  /** It has no limit that it could be asked for, and its queues have none. */
  private static PoolState of(ForkJoinPool pool) {
    long active = pool.getActiveThreadCount();
    return new PoolState(
        active,
        Math.max(0, pool.getPoolSize() - active),
        pool.getParallelism(),
        UNKNOWN,
        pool.getQueuedTaskCount() + pool.getQueuedSubmissionCount(),
        UNKNOWN);
  }

  private static long bounded(long number) {
    return number >= Integer.MAX_VALUE ? UNKNOWN : number;
  }

  /** Both together; what is not known of one is not known of both. */
  PoolState and(PoolState other) {
    return new PoolState(
        sum(active, other.active),
        sum(idle, other.idle),
        sum(core, other.core),
        sum(limit, other.limit),
        sum(queued, other.queued),
        sum(capacity, other.capacity));
  }

  private static long sum(long a, long b) {
    return a < 0 || b < 0 ? UNKNOWN : a + b;
  }
}
