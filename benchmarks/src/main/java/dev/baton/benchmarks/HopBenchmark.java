package dev.baton.benchmarks;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.openjdk.jmh.annotations.Benchmark;
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
  public Object hop(Hop state) {
    return state.batch();
  }

  /** The producers. */
  public static class Hop extends Workers {
    @Param({
      RAW,
      OPEN_TELEMETRY,
      BATON,
      BATON_OWN_POOL,
      BATON_OPEN_TELEMETRY_STORAGE,
      MICROMETER,
      ALIBABA,
      SMALL_RYE,
      ARMERIA,
      BRAVE,
      GRPC
    })
    String peer;

    @Param({"1", "2"})
    int producers;

    private Executor wrapped = Runnable::run;
    private final ExecutorService second = Executors.newSingleThreadExecutor();

    @Override
    void connect() {
      wrapped = library().executor(pool);
    }

    @Override
    Object batch() {
      hold();
      int share = BATCH / producers;
      Future<?> other =
          producers == 2 ? second.submit(() -> library().runInside(() -> produce(share))) : null;
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
      super.finish();
      second.shutdown();
    }
  }
}
