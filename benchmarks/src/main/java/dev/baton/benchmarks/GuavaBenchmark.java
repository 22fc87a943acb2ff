package dev.baton.benchmarks;

import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.SettableFuture;
import dev.baton.executors.guava.ContextFluentFuture;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/** What a listener of a Guava future costs, which the completing thread runs. */
public class GuavaBenchmark extends HotPath {
  private static final int BATCH = 1000;

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public Object listener(Listeners state) {
    return state.batch();
  }

  /** A batch of futures with one listener each, which a worker completes. */
  public static class Listeners extends Workers {
    @Param({
      RAW,
      OPEN_TELEMETRY,
      BATON,
      BATON_OWN_POOL,
      BATON_OPEN_TELEMETRY_STORAGE,
      MICROMETER,
      ALIBABA,
      ARMERIA,
      BRAVE,
      GRPC
    })
    String peer;

    private final List<SettableFuture<Object>> futures = new ArrayList<>(BATCH);

    @Override
    Object batch() {
      futures.clear();
      for (int i = 0; i < BATCH; i++) {
        SettableFuture<Object> future = SettableFuture.create();
        futures.add(future);
        if (library() instanceof BatonPeer) {
          ContextFluentFuture.wrap(future).addListener(body, MoreExecutors.directExecutor());
        } else {
          future.addListener(library().wrap(body), MoreExecutors.directExecutor());
        }
      }
      pool.execute(() -> futures.forEach(future -> future.set(this)));
      await();
      return futures;
    }
  }
}
