package dev.baton.benchmarks;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** What a task costs that gets a virtual thread of its own, in which it reads its context. */
public class VirtualThreadBenchmark extends HotPath {
  private static final int BATCH = 100;

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public Object raw(Threads state) {
    return state.batch();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  @Fork(jvmArgsAppend = OPEN_TELEMETRY)
  public Object openTelemetry(Threads state) {
    return state.batch();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  @Fork(jvmArgsAppend = BATON)
  public Object baton(Threads state) {
    return state.batch();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  @Fork(jvmArgsAppend = {OPEN_TELEMETRY, BY_BATON})
  public Object batonOpenTelemetryStorage(Threads state) {
    return state.batch();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  @Fork(jvmArgsAppend = MICROMETER)
  public Object micrometer(Threads state) {
    return state.batch();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  @Fork(jvmArgsAppend = ALIBABA)
  public Object alibaba(Threads state) {
    return state.batch();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  @Fork(jvmArgsAppend = SMALLRYE)
  public Object smallRye(Threads state) {
    return state.batch();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  @Fork(jvmArgsAppend = ARMERIA)
  public Object armeria(Threads state) {
    return state.batch();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  @Fork(jvmArgsAppend = BRAVE)
  public Object brave(Threads state) {
    return state.batch();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  @Fork(jvmArgsAppend = GRPC)
  public Object grpc(Threads state) {
    return state.batch();
  }

  /** A thread for each task. */
  public static class Threads extends PeerState {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private Executor wrapped = threads;

    @Override
    void begin() throws Exception {
      wrapped = peer.executor(threads);
      peer.enter(true);
      Reader reader = new Reader(peer, 1);
      wrapped.execute(reader);
      reader.done.await();
      if (!reader.inside) {
        throw new IllegalStateException("the context did not arrive");
      }
      promote();
    }

    Object batch() {
      Reader reader = new Reader(peer, BATCH);
      for (int i = 0; i < BATCH; i++) {
        wrapped.execute(reader);
      }
      try {
        reader.done.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return reader;
    }

    @Override
    void finish() {
      threads.shutdown();
      super.finish();
    }
  }

  private static final class Reader implements Runnable {
    private final Peer peer;
    final CountDownLatch done;
    volatile boolean inside;

    Reader(Peer peer, int runs) {
      this.peer = peer;
      this.done = new CountDownLatch(runs);
    }

    @Override
    public void run() {
      if (peer.isInside() != inside) {
        inside = true;
      }
      done.countDown();
    }
  }
}
