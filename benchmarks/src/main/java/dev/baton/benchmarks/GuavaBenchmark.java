package dev.baton.benchmarks;

import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.SettableFuture;
import dev.baton.executors.guava.ContextFluentFuture;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** What a listener of a Guava future costs, which the completing thread runs. */
public class GuavaBenchmark extends HotPath {
  private static final int BATCH = 1000;

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public Object raw(Listeners state) {
    return state.batch();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  @Fork(jvmArgsAppend = OPEN_TELEMETRY)
  public Object openTelemetry(Listeners state) {
    return state.batch();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  @Fork(jvmArgsAppend = BATON)
  public Object baton(Listeners state) {
    return state.batch();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  @Fork(jvmArgsAppend = {BATON, OWN_POOL})
  public Object batonOwnThread(Listeners state) {
    return state.batch();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  @Fork(jvmArgsAppend = {OPEN_TELEMETRY, BY_BATON})
  public Object batonOpenTelemetryStorage(Listeners state) {
    return state.batch();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  @Fork(jvmArgsAppend = MICROMETER)
  public Object micrometer(Listeners state) {
    return state.batch();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  @Fork(jvmArgsAppend = ALIBABA)
  public Object alibaba(Listeners state) {
    return state.batch();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  @Fork(jvmArgsAppend = ARMERIA)
  public Object armeria(Listeners state) {
    return state.batch();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  @Fork(jvmArgsAppend = BRAVE)
  public Object brave(Listeners state) {
    return state.batch();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  @Fork(jvmArgsAppend = GRPC)
  public Object grpc(Listeners state) {
    return state.batch();
  }

  /** A batch of futures with one listener each, which a worker completes. */
  public static class Listeners extends Workers {
    private final List<SettableFuture<Object>> futures = new ArrayList<>(BATCH);

    @Override
    Object batch() {
      futures.clear();
      for (int i = 0; i < BATCH; i++) {
        SettableFuture<Object> future = SettableFuture.create();
        futures.add(future);
        if (peer instanceof BatonPeer) {
          ContextFluentFuture.wrap(future).addListener(body, MoreExecutors.directExecutor());
        } else {
          future.addListener(peer.wrap(body), MoreExecutors.directExecutor());
        }
      }
      pool.execute(() -> futures.forEach(future -> future.set(this)));
      await();
      return futures;
    }
  }
}
