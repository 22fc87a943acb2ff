package dev.baton.benchmarks;

import dev.baton.context.Propagation;
import dev.baton.context.TaskListener;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * What a {@link TaskListener} costs that does nothing: to wrap a task and run it inside another
 * context, without one ({@code baton}), and with one ({@code batonListener}).
 */
public class ListenerBenchmark extends HotPath {
  private static final String BATON_LISTENER = "batonListener";

  @Benchmark
  public Object wrapAndRun(Heard state) {
    return state.wrapAndRun();
  }

  /** Listens to nothing. */
  public static class Heard extends PeerState {
    @Param({RAW, BATON, BATON_LISTENER})
    String peer;

    private Supplier<Runnable> wrapping = () -> body;
    private Runnable wrapped = body;

    @Override
    void begin() {
      Propagation heard = Propagation.capturing().with(new TaskListener() {});
      wrapping =
          switch (peer) {
            case RAW -> () -> body;
            case BATON -> () -> Propagation.capturing().wrap((Runnable) body);
            default -> () -> heard.wrap((Runnable) body);
          };
      library().enter(true);
      wrapped = wrapping.get();
      library().leave();
      library().enter(false);
      Worker.warmUp(body);
      promote();
      body.check(this::wrapAndRun);
    }

    Object wrapAndRun() {
      Object made = wrapping.get();
      Worker.execute(wrapped);
      return made;
    }
  }
}
