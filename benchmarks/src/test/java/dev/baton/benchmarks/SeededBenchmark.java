package dev.baton.benchmarks;

import dev.baton.benchmarks.BoundaryBenchmark.Boundary;
import dev.baton.context.Propagation;
import io.opentelemetry.context.Context;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.infra.Blackhole;

/** {@link BoundaryBenchmark#baton} as it is, and with regressions for the guard to find. */
public class SeededBenchmark extends HotPath {
  @Benchmark
  @Fork(jvmArgsAppend = BATON)
  public Context asItIs(Boundary state) {
    return state.baton();
  }

  @Benchmark
  @Fork(jvmArgsAppend = BATON)
  public Context allocating(Boundary state) {
    return wrapAndRun(state, new Layer(state.body, 0));
  }

  @Benchmark
  @Fork(jvmArgsAppend = BATON)
  public Context slow(Boundary state) {
    return wrapAndRun(state, new Layer(state.body, 100));
  }

  private static Context wrapAndRun(Boundary state, Runnable layer) {
    Context context = state.context(false);
    BoundaryBenchmark.Task.execute(Propagation.fixed(context).wrap(layer));
    return context;
  }

  /** One object too many around the task, which may do something needless. */
  private record Layer(Runnable task, long tokens) implements Runnable {
    @Override
    public void run() {
      Blackhole.consumeCPU(tokens);
      task.run();
    }
  }
}
