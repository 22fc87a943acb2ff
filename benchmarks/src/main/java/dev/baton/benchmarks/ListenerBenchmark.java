package dev.baton.benchmarks;

import dev.baton.context.Propagation;
import dev.baton.context.TaskListener;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;

/**
 * What a {@link TaskListener} costs that does nothing: to wrap a task and run it inside another
 * context, without one ({@code baton}), and with one.
 */
public class ListenerBenchmark extends HotPath {
  @Benchmark
  public Object raw(Heard state) {
    BoundaryBenchmark.Task.execute(state.body);
    return state.body;
  }

  @Benchmark
  @Fork(jvmArgsAppend = BATON)
  public Object baton(Heard state) {
    return state.wrapAndRun(Propagation.capturing());
  }

  @Benchmark
  @Fork(jvmArgsAppend = BATON)
  public Object batonListener(Heard state) {
    return state.wrapAndRun(state.listened);
  }

  /** Listens to nothing. */
  public static class Heard extends PeerState {
    final Propagation listened = Propagation.capturing().with(new TaskListener() {});
    private Runnable unheard = body;
    private Runnable heard = body;

    @Override
    void begin() {
      peer.enter(true);
      unheard = Propagation.capturing().wrap((Runnable) body);
      heard = listened.wrap((Runnable) body);
      peer.leave();
      peer.enter(false);
      BoundaryBenchmark.Task.warmUp(body);
      promote();
      body.check(() -> wrapAndRun(listened));
      body.check(() -> wrapAndRun(Propagation.capturing()));
    }

    Object wrapAndRun(Propagation propagation) {
      Object made = propagation.wrap((Runnable) body);
      BoundaryBenchmark.Task.execute(propagation == listened ? heard : unheard);
      return made;
    }
  }
}
