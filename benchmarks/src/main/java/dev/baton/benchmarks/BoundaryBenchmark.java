package dev.baton.benchmarks;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * What a task boundary costs: a wrapped task, run {@code inside} another context or on a thread
 * where nothing is current, such as an {@code idle} worker. Raw is the {@link Body} alone, and
 * where the context is fresh the making of it.
 *
 * <p>The task is {@code wrapped} beforehand, or the operation is to {@code wrap} it and run it, or
 * to make a context, {@code wrapFresh} the task with it, and run it.
 *
 * <p>Many libraries wrap with what is current and with nothing else: the task that is run is one
 * that was wrapped beforehand then.
 *
 * <p>The process has seen every kind of thread, and tasks whose context was current already.
 */
public class BoundaryBenchmark extends HotPath {
  @Benchmark
  public Object inside(Inside state) {
    return state.run();
  }

  @Benchmark
  public Object insideFresh(InsideFresh state) {
    return state.run();
  }

  @Benchmark
  public Object idle(Idle state) {
    return state.run();
  }

  /** What is done with the task. */
  public abstract static class Boundary extends PeerState {
    private Runnable wrapped = body;
    private boolean wraps;
    private boolean fresh;
    private @Nullable Object before;

    /** What is done with the task. */
    abstract String task();

    /** Whether another context is current where it runs. */
    boolean isInsideAnother() {
      return true;
    }

    @Override
    final void begin() throws Exception {
      wraps = task().equals("wrap");
      fresh = task().equals("wrapFresh");
      library().enter(true);
      wrapped = library().wrap(body);
      library().leave();
      Worker.warmUp(body);
      List<Peer> ways =
          library() instanceof OpenTelemetryPeer
              ? List.of(new OpenTelemetryPeer(), new BatonPeer())
              : List.of();
      mixed(
          () -> {
            run();
            Worker.execute(wrapped);
            ways.forEach(way -> Worker.execute(way.wrapInside(body)));
          });
      if (isInsideAnother()) {
        library().enter(false);
      }
      before = library().current();
      promote();
      check();
    }

    /** What is measured. */
    final Object run() {
      if (fresh) {
        Object context = library().anew();
        Worker.execute(library().wrap(context, body));
        return context;
      }
      if (!wraps) {
        Worker.execute(wrapped);
        return wrapped;
      }
      if (library().wrapsWithAny()) {
        Runnable made = library().wrapInside(body);
        Worker.execute(made);
        return made;
      }
      Object made = library().wrap(body);
      Worker.execute(wrapped);
      return made;
    }

    private void check() {
      body.check(this::run);
      if (library().current() != before) {
        throw new IllegalStateException(library().current() + " is current, not " + before);
      }
    }

    @Override
    final void finish() {
      check();
      super.finish();
    }
  }

  /** Where another context is current. */
  public static class Inside extends Boundary {
    @Param({
      RAW,
      OPEN_TELEMETRY,
      BATON,
      BATON_OWN_THREAD,
      BATON_OPEN_TELEMETRY_STORAGE,
      MICROMETER,
      ALIBABA,
      SMALL_RYE,
      ARMERIA,
      BRAVE,
      GRPC
    })
    String peer;

    @Param({"wrapped", "wrap"})
    String task;

    @Override
    String task() {
      return task;
    }
  }

  /** The same with a context made for it. */
  public static class InsideFresh extends Boundary {
    @Param({RAW, OPEN_TELEMETRY, BATON, BATON_OWN_THREAD, BATON_OPEN_TELEMETRY_STORAGE})
    String peer;

    @Override
    String task() {
      return "wrapFresh";
    }
  }

  /** Where nothing is current. */
  public static class Idle extends Boundary {
    @Param({RAW, OPEN_TELEMETRY, BATON, BATON_OWN_THREAD, BATON_OPEN_TELEMETRY_STORAGE})
    String peer;

    @Param({"wrapped", "wrap", "wrapFresh"})
    String task;

    @Override
    String task() {
      return task;
    }

    @Override
    boolean isInsideAnother() {
      return false;
    }
  }
}
