package dev.baton.examples.soak;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.baton.context.ContextTask;
import dev.baton.context.Propagation;
import dev.baton.executors.ContextExecutors;
import dev.baton.executors.ContextThreads;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;

/** The executors, as they are; {@link #wrap} wraps one. */
final class Pools implements AutoCloseable {
  final Propagation propagation;
  final ExecutorService own =
      Executors.newFixedThreadPool(4, ContextThreads.poolFactory("own-", t -> t.setDaemon(true)));
  final ExecutorService plain = Executors.newFixedThreadPool(4, threads("plain-"));
  final ExecutorService completers = Executors.newFixedThreadPool(2, threads("completer-"));
  final ExecutorService aborting = bounded(new ThreadPoolExecutor.AbortPolicy());
  final ExecutorService callersRun = bounded(new ThreadPoolExecutor.CallerRunsPolicy());
  final ExecutorService discarding =
      bounded((task, pool) -> ((Job) ContextTask.unwrap(task)).settle(Fate.DISCARDED));
  final ScheduledThreadPoolExecutor scheduled =
      new ScheduledThreadPoolExecutor(2, threads("scheduled-"));
  final ForkJoinPool forkJoin = new ForkJoinPool(4);
  final ForkJoinPool ownForkJoin =
      new ForkJoinPool(4, ContextThreads.forkJoinFactory(), null, true);

  Pools(Propagation propagation) {
    this.propagation = propagation;
  }

  ExecutorService wrap(ExecutorService pool) {
    return ContextExecutors.wrap(pool, propagation);
  }

  /** Those whose threads anybody may look at by a task that is not wrapped. */
  List<ExecutorService> all() {
    return List.of(
        own, plain, completers, scheduled, forkJoin, ownForkJoin, ForkJoinPool.commonPool());
  }

  static ThreadFactory threads(String prefix) {
    return Thread.ofPlatform().daemon().name(prefix, 1).factory();
  }

  private static ExecutorService bounded(RejectedExecutionHandler handler) {
    return new ThreadPoolExecutor(
        1, 1, 1, SECONDS, new ArrayBlockingQueue<>(8), threads("bounded-"), handler);
  }

  @Override
  public void close() {
    all().forEach(ExecutorService::shutdownNow);
    aborting.shutdownNow();
    callersRun.shutdownNow();
    discarding.shutdownNow();
  }
}
