package dev.baton.executors;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The kinds of executor service, with one thread each. */
enum WorkerKind {
  SINGLE_THREAD,
  FIXED_POOL,
  FIXED_POOL_OF_OUR_THREADS,
  UNCONFIGURABLE,
  SCHEDULED,
  SCHEDULED_OF_OUR_THREADS,
  SCHEDULED_OF_VIRTUAL_THREADS,
  UNCONFIGURABLE_SCHEDULED,
  FORK_JOIN,
  FORK_JOIN_OF_OUR_THREADS,
  THIRD_PARTY;

  ExecutorService newWorker() {
    return switch (this) {
      case SINGLE_THREAD -> Executors.newSingleThreadExecutor();
      case FIXED_POOL -> Executors.newFixedThreadPool(1);
      case FIXED_POOL_OF_OUR_THREADS ->
          Executors.newFixedThreadPool(1, ContextThreads.poolFactory("fixed-"));
      case UNCONFIGURABLE ->
          Executors.unconfigurableExecutorService(Executors.newFixedThreadPool(1));
      case SCHEDULED -> new ScheduledThreadPoolExecutor(1);
      case SCHEDULED_OF_OUR_THREADS ->
          new ScheduledThreadPoolExecutor(1, ContextThreads.poolFactory("scheduled-"));
      case SCHEDULED_OF_VIRTUAL_THREADS ->
          new ScheduledThreadPoolExecutor(1, Thread.ofVirtual().factory());
      case UNCONFIGURABLE_SCHEDULED ->
          Executors.unconfigurableScheduledExecutorService(new ScheduledThreadPoolExecutor(1));
      case FORK_JOIN -> newForkJoinPool(1, ForkJoinPool.defaultForkJoinWorkerThreadFactory);
      case FORK_JOIN_OF_OUR_THREADS -> newForkJoinPool(1, ContextThreads.forkJoinFactory());
      case THIRD_PARTY -> new ThirdParty();
    };
  }

  /** A pool that does not print what its tasks throw. */
  static ForkJoinPool newForkJoinPool(
      int parallelism, ForkJoinPool.ForkJoinWorkerThreadFactory factory) {
    return new ForkJoinPool(parallelism, factory, (thread, failure) -> {}, false);
  }

  /** Whether the thread outlives what a task throws out of {@code execute}. */
  boolean keepsItsThread() {
    return switch (this) {
      case SINGLE_THREAD, FIXED_POOL, FIXED_POOL_OF_OUR_THREADS, UNCONFIGURABLE -> false;
      default -> true;
    };
  }

  /** Somebody's own executor service. */
  private static final class ThirdParty extends AbstractExecutorService {
    private final ExecutorService worker = Executors.newSingleThreadExecutor();

    @Override
    public void execute(Runnable command) {
      worker.execute(
          () -> {
            try {
              command.run();
            } catch (RuntimeException e) {
              // it has its own ways
            }
          });
    }

    @Override
    public void shutdown() {
      worker.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
      return worker.shutdownNow();
    }

    @Override
    public boolean isShutdown() {
      return worker.isShutdown();
    }

    @Override
    public boolean isTerminated() {
      return worker.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
      return worker.awaitTermination(timeout, unit);
    }
  }
}
