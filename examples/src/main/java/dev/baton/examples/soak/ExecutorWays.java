package dev.baton.examples.soak;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.baton.context.ContextTask;
import dev.baton.context.Propagation;
import dev.baton.executors.ContextExecutors;
import dev.baton.executors.ContextForkJoinTasks;
import dev.baton.executors.ContextThreads;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** Executors, threads, and a callback. */
final class ExecutorWays {
  private ExecutorWays() {}

  static List<Way> of(Pools pools) {
    Propagation propagation = pools.propagation;
    ExecutorService own = pools.wrap(pools.own);
    ExecutorService plain = pools.wrap(pools.plain);
    ExecutorService aborting = pools.wrap(pools.aborting);
    ExecutorService callersRun = pools.wrap(pools.callersRun);
    ExecutorService discarding = pools.wrap(pools.discarding);
    ExecutorService common = pools.wrap(ForkJoinPool.commonPool());
    ExecutorService forkJoin = pools.wrap(pools.forkJoin);
    ExecutorService ownForkJoin = pools.wrap(pools.ownForkJoin);
    ExecutorService virtual = ContextExecutors.newVirtualThreadPerTaskExecutor(propagation);
    ScheduledExecutorService scheduled = ContextExecutors.wrap(pools.scheduled, propagation);
    ThreadFactory perTask =
        ContextThreads.perTaskFactory(Thread.ofVirtual().factory(), propagation);
    return List.of(
        Way.of("execute, own threads", job -> execute(own, job)),
        Way.of("execute, plain threads", job -> execute(plain, job)),
        Way.of("submit, own threads", job -> own.submit((Runnable) job)),
        Way.of("submit, plain threads", job -> plain.submit(job, "result")),
        Way.of("bounded pool that rejects", job -> aborting.submit((Runnable) job)),
        Way.of("bounded pool, caller runs", job -> execute(callersRun, job)),
        Way.of("bounded pool that discards", job -> execute(discarding, job)),
        Way.of("invokeAll", job -> first(virtual.invokeAll(List.of(job)))),
        Way.of("invokeAny", job -> invokeAny(virtual, job)),
        Way.of("schedule", job -> scheduled.schedule((Runnable) job, 1, MILLISECONDS)),
        Way.underRoot("scheduleAtFixedRate", job -> periodic(scheduled, job)),
        Way.of("shutdownNow", job -> shutDown(propagation, job)),
        Way.of("common pool", job -> common.submit((Runnable) job)),
        Way.of("fork-join pool", job -> execute(forkJoin, job)),
        Way.of("fork-join pool, own threads", job -> ownForkJoin.submit((Runnable) job)),
        Way.of(
            "fork-join task",
            job ->
                pools.forkJoin.submit(
                    ContextForkJoinTasks.wrap(ForkJoinTask.adapt((Runnable) job), propagation))),
        Way.of("virtual threads", job -> virtual.submit((Runnable) job)),
        Way.of("thread per task", job -> start(perTask.newThread(job))),
        Way.of(
            "callback on another's thread",
            job -> execute(pools.completers, propagation.wrap((Runnable) job))));
  }

  private static @Nullable Future<?> execute(ExecutorService pool, Runnable task) {
    pool.execute(task);
    return null;
  }

  private static @Nullable Future<?> start(Thread thread) {
    thread.start();
    return null;
  }

  private static @Nullable Future<?> invokeAny(ExecutorService pool, Job job) throws Exception {
    pool.invokeAny(List.of(job));
    return null;
  }

  private static Future<?> first(List<? extends Future<?>> futures) {
    return futures.get(0);
  }

  /** Runs three times or until it throws. */
  private static Future<?> periodic(ScheduledExecutorService scheduled, Job job) {
    int[] runs = {0};
    return scheduled.scheduleAtFixedRate(
        () -> {
          job.run();
          if (++runs[0] == 3) {
            throw new IllegalStateException("enough");
          }
        },
        1,
        1,
        MILLISECONDS);
  }

  private static @Nullable Future<?> shutDown(Propagation propagation, Job job) {
    ExecutorService pool =
        ContextExecutors.wrap(
            Executors.newSingleThreadExecutor(Pools.threads("short-")), propagation);
    pool.execute(() -> {});
    pool.execute(job);
    for (Runnable task : pool.shutdownNow()) {
      if (ContextTask.unwrap(task) instanceof Job returned) {
        returned.settle(Fate.CANCELLED);
      }
    }
    return null;
  }
}
