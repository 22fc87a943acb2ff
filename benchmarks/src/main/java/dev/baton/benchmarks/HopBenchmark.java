package dev.baton.benchmarks;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/**
 * What a task costs that is handed to a real pool: a batch through one worker, from one producer,
 * or from two at once.
 */
public class HopBenchmark extends HotPath {
  private static final int BATCH = 1000;

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public Object raw(Hop state) {
    return state.batch();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  @Fork(jvmArgsAppend = OPEN_TELEMETRY)
  public Object openTelemetry(Hop state) {
    return state.batch();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  @Fork(jvmArgsAppend = BATON)
  public Object baton(Hop state) {
    return state.batch();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  @Fork(jvmArgsAppend = {BATON, OWN_POOL})
  public Object batonOwnThread(Hop state) {
    return state.batch();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  @Fork(jvmArgsAppend = {OPEN_TELEMETRY, BY_BATON})
  public Object batonOpenTelemetryStorage(Hop state) {
    return state.batch();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  @Fork(jvmArgsAppend = MICROMETER)
  public Object micrometer(Hop state) {
    return state.batch();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  @Fork(jvmArgsAppend = ALIBABA)
  public Object alibaba(Hop state) {
    return state.batch();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  @Fork(jvmArgsAppend = SMALLRYE)
  public Object smallRye(Hop state) {
    return state.batch();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  @Fork(jvmArgsAppend = ARMERIA)
  public Object armeria(Hop state) {
    return state.batch();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  @Fork(jvmArgsAppend = BRAVE)
  public Object brave(Hop state) {
    return state.batch();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  @Fork(jvmArgsAppend = GRPC)
  public Object grpc(Hop state) {
    return state.batch();
  }

  /** The producers. */
  public static class Hop extends Workers {
    @Param({"1", "2"})
    int producers;

    private Executor wrapped = Runnable::run;
    private final ExecutorService second = Executors.newSingleThreadExecutor();

    @Override
    void connect() {
      wrapped = peer.executor(pool);
    }

    @Override
    Object batch() {
      hold();
      int share = BATCH / producers;
      Future<?> other =
          producers == 2 ? second.submit(() -> peer.runInside(() -> produce(share))) : null;
      produce(share);
      try {
        if (other != null) {
          other.get();
        }
      } catch (ExecutionException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
      release();
      await();
      return body;
    }

    private void produce(int tasks) {
      for (int i = 0; i < tasks; i++) {
        wrapped.execute(body);
      }
    }

    @Override
    void finish() {
      second.shutdown();
      super.finish();
    }
  }
}
