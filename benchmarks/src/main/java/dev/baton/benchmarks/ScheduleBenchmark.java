package dev.baton.benchmarks;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** What a task costs that is scheduled, for now. */
public class ScheduleBenchmark extends HotPath {
  private static final int BATCH = 1000;

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public Object raw(Schedule state) {
    return state.batch();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  @Fork(jvmArgsAppend = OPEN_TELEMETRY)
  public Object openTelemetry(Schedule state) {
    return state.batch();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  @Fork(jvmArgsAppend = BATON)
  public Object baton(Schedule state) {
    return state.batch();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  @Fork(jvmArgsAppend = {BATON, OWN_POOL})
  public Object batonOwnThread(Schedule state) {
    return state.batch();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  @Fork(jvmArgsAppend = {OPEN_TELEMETRY, BY_BATON})
  public Object batonOpenTelemetryStorage(Schedule state) {
    return state.batch();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  @Fork(jvmArgsAppend = MICROMETER)
  public Object micrometer(Schedule state) {
    return state.batch();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  @Fork(jvmArgsAppend = ALIBABA)
  public Object alibaba(Schedule state) {
    return state.batch();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  @Fork(jvmArgsAppend = ARMERIA)
  public Object armeria(Schedule state) {
    return state.batch();
  }

  /** The scheduler, which has one worker. */
  public static class Schedule extends Workers {
    private final ScheduledThreadPoolExecutor scheduler =
        new ScheduledThreadPoolExecutor(1, threads());
    private final Future<?>[] futures = new Future<?>[BATCH];
    private final Semaphore complete = new Semaphore(0);
    private ScheduledExecutorService wrapped = scheduler;

    @Override
    void connect() {
      wrapped = peer.wrap(scheduler);
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
      scheduler.shutdown();
      super.finish();
    }
  }
}
