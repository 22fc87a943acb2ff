package dev.baton.benchmarks;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a virtual thread keeps in memory while it is parked in a task that has read its context: the
 * heap after a garbage collection, for each thread, as {@code heapBytes}. SmallRye's executor does
 * not start 100,000 tasks at once.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 8)
@Measurement(iterations = 3)
@Fork(
    value = 1,
    jvmArgs = {"-Xms1g", "-Xmx1g", "-XX:+UseG1GC"})
public class AliveThreadsBenchmark {
  @Benchmark
  public Object parked(Alive state, Heap heap) throws InterruptedException {
    return state.park(heap);
  }

  /** What JMH shows. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Heap {
    /** For each thread. */
    public double heapBytes;
  }

  /** The threads. */
  public static class Alive extends PeerState {
    @Param({
      HotPath.RAW,
      HotPath.OPEN_TELEMETRY,
      HotPath.BATON,
      HotPath.BATON_OPEN_TELEMETRY_STORAGE,
      HotPath.MICROMETER,
      HotPath.ALIBABA,
      HotPath.ARMERIA,
      HotPath.BRAVE,
      HotPath.GRPC
    })
    String peer;

    @Param({"1000", "100000"})
    int alive;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private Executor wrapped = threads;

    @Override
    void begin() {
      wrapped = library().executor(threads);
      library().enter(true);
    }

    Object park(Heap heap) throws InterruptedException {
      Thread[] parked = new Thread[alive];
      CountDownLatch arrived = new CountDownLatch(alive);
      CountDownLatch left = new CountDownLatch(alive);
      long before = used();
      for (int i = 0; i < alive; i++) {
        int number = i;
        wrapped.execute(
            () -> {
              if (library().isInside()) {
                parked[number] = Thread.currentThread();
                arrived.countDown();
                LockSupport.park(this);
              }
              left.countDown();
            });
      }
      if (!arrived.await(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the context did not arrive");
      }
      heap.heapBytes = (double) (used() - before) / alive;
      for (Thread thread : parked) {
        LockSupport.unpark(thread);
      }
      left.await();
      return parked;
    }

    private static long used() {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      return runtime.totalMemory() - runtime.freeMemory();
    }

    @Override
    void finish() {
      threads.shutdown();
      super.finish();
    }
  }
}
