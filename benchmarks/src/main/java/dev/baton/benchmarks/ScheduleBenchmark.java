package dev.baton.benchmarks;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/** What a task costs that is scheduled, for now. */
public class ScheduleBenchmark extends HotPath {
  private static final int BATCH = 1000;

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public Object schedule(Schedule state) {
    return state.batch();
  }

  /** The scheduler, which has one worker. */
  public static class Schedule extends Workers {
    @Param({
      RAW,
      OPEN_TELEMETRY,
      BATON,
      BATON_OWN_POOL,
      BATON_OPEN_TELEMETRY_STORAGE,
      MICROMETER,
      ALIBABA,
      ARMERIA
    })
    String peer;

    private final ScheduledThreadPoolExecutor scheduler =
        new ScheduledThreadPoolExecutor(1, Workers::thread);
    private final Future<?>[] futures = new Future<?>[BATCH];
    private final Semaphore complete = new Semaphore(0);
    private ScheduledExecutorService wrapped = scheduler;

    @Override
    void connect() {
      wrapped = library().wrap(scheduler);
    }

    @Override
    Object batch() {
      scheduler.execute(complete::acquireUninterruptibly);
      for (int i = 0; i < BATCH; i++) {
        futures[i] = wrapped.schedule(body, 0, TimeUnit.NANOSECONDS);
      }
      complete.release();
      try {
        for (Future<?> future : futures) {
          future.get();
        }
      } catch (ExecutionException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return futures;
    }

    @Override
    void finish() {
      super.finish();
      scheduler.shutdown();
    }
  }
}
