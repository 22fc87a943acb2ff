package dev.baton.benchmarks;

import dev.baton.benchmarks.BoundaryBenchmark.Inside;
import dev.baton.context.Propagation;
import io.opentelemetry.context.Context;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.infra.Blackhole;

/** {@link BoundaryBenchmark#inside} as it is, and with regressions for the guard to find. */
public class SeededBenchmark extends HotPath {
  @Benchmark
  public Object asItIs(Inside state) {
    return state.run();
  }

  @Benchmark
  public Context allocating(Inside state) {
    return wrapAndRun(state, new Layer(state.body, 0));
  }

  @Benchmark
  public Context slow(Inside state) {
    return wrapAndRun(state, new Layer(state.body, 100));
  }

  private static Context wrapAndRun(Inside state, Runnable layer) {
    Context context = state.context(false);
    Worker.execute(Propagation.fixed(context).wrap(layer));
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
