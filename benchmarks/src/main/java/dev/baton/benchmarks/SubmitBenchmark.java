package dev.baton.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/** What a task costs that is submitted, alone or among others with {@code invokeAll}. */
public class SubmitBenchmark extends HotPath {
  private static final int BATCH = 1000;

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public Object submit(Submit state) {
    return state.batch();
  }

  /** The way it is submitted. */
  public static class Submit extends Workers {
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
      BRAVE
    })
    String peer;

    @Param({"submit", "invokeAll"})
    String method;

    private final List<Callable<Object>> tasks =
        Collections.nCopies(
            BATCH,
            () -> {
              body.run();
              return this;
            });
    private final List<Future<Object>> futures = new ArrayList<>(BATCH);
    private @Nullable ExecutorService wrapped;

    @Override
    void connect() {
      wrapped = library().wrap(pool);
    }

    @Override
    Object batch() {
      ExecutorService executor = Objects.requireNonNull(wrapped);
      try {
        if (method.equals("invokeAll")) {
          return executor.invokeAll(tasks);
        }
        futures.clear();
        hold();
        for (Callable<Object> task : tasks) {
          futures.add(executor.submit(task));
        }
        release();
        for (Future<Object> future : futures) {
          future.get();
        }
        return futures;
      } catch (ExecutionException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
