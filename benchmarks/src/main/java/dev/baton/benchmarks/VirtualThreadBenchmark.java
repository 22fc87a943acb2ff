package dev.baton.benchmarks;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/** What a task costs that gets a virtual thread of its own, in which it reads its context. */
public class VirtualThreadBenchmark extends HotPath {
  private static final int BATCH = 100;

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public Object thread(Threads state) {
    return state.batch();
  }

  /** A thread for each task. */
  public static class Threads extends PeerState {
    @Param({
      RAW,
      OPEN_TELEMETRY,
      BATON,
      BATON_OPEN_TELEMETRY_STORAGE,
      MICROMETER,
      ALIBABA,
      SMALL_RYE,
      ARMERIA,
      BRAVE,
      GRPC
    })
    String peer;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private Executor wrapped = threads;

    @Override
    void begin() throws Exception {
      wrapped = library().executor(threads);
      library().enter(true);
      Reader reader = new Reader(1);
      wrapped.execute(reader);
      reader.done.await();
      if (!reader.inside) {
        throw new IllegalStateException("the context did not arrive");
      }
      promote();
    }

    Object batch() {
      Reader reader = new Reader(BATCH);
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
    final CountDownLatch done;
    volatile boolean inside;

    Reader(int runs) {
      this.done = new CountDownLatch(runs);
    }

    @Override
    public void run() {
      if (PeerState.library().isInside() != inside) {
        inside = true;
      }
      done.countDown();
    }
  }
}
