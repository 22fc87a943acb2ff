package dev.baton.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/**
 * What five stages of a {@code CompletableFuture} cost, {@code sync} ones or {@code async} ones.
 * The worker of a pool completes the future and runs the functions. The operation is all five.
 */
public class StagesBenchmark extends HotPath {
  private static final int BATCH = 1000;

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public Object stages(Stages state) {
    return state.batch();
  }

  /** A batch of futures with five stages each. */
  public static class Stages extends Workers {
    @Param({
      RAW,
      OPEN_TELEMETRY,
      BATON,
      BATON_OWN_POOL,
      BATON_OPEN_TELEMETRY_STORAGE,
      ALIBABA,
      SMALL_RYE,
      ARMERIA
    })
    String peer;

    @Param({"sync", "async"})
    String kind;

    private boolean async;
    private final List<CompletableFuture<Object>> starts = new ArrayList<>(BATCH);
    private final List<CompletableFuture<Object>> ends = new ArrayList<>(BATCH);

    @SuppressWarnings("UnnecessaryLambda") // one object for all stages
    private final Function<Object, Object> function =
        value -> {
          body.run();
          return value;
        };

    @Override
    void connect() {
      async = kind.equals("async");
    }

    @Override
    Object batch() {
      starts.clear();
      ends.clear();
      for (int i = 0; i < BATCH; i++) {
        CompletableFuture<Object> future = library().newFuture();
        starts.add(future);
        for (int stage = 0; stage < 5; stage++) {
          future =
              async
                  ? future.thenApplyAsync(library().ofStage(function), pool)
                  : future.thenApply(library().ofStage(function));
        }
        ends.add(future);
      }
      pool.execute(() -> starts.forEach(start -> start.complete(this)));
      ends.forEach(CompletableFuture::join);
      await();
      return ends;
    }
  }
}
