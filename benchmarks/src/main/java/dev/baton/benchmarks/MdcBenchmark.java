package dev.baton.benchmarks;

import dev.baton.context.Propagation;
import dev.baton.context.Slf4jMdc;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.context.integration.Slf4jThreadLocalAccessor;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.slf4j.MDC;

/**
 * What it costs to wrap a task and run it where another context is current, if SLF4J's MDC with two
 * entries travels along. Raw copies the MDC by hand and carries no context; OpenTelemetry does the
 * same beside its own wrapping.
 */
public class MdcBenchmark extends HotPath {
  @Benchmark
  public Object raw(Mdc state) {
    return state.run(new MdcTask(state.body));
  }

  @Benchmark
  @Fork(jvmArgsAppend = OPEN_TELEMETRY)
  public Object openTelemetry(Mdc state) {
    return state.run(state.context(false).wrap(new MdcTask(state.body)));
  }

  @Benchmark
  @Fork(jvmArgsAppend = BATON)
  public Object baton(Mdc state) {
    Propagation carried = Propagation.fixed(state.context(false)).with(Slf4jMdc.accessor());
    return state.run(carried.wrap((Runnable) state.body));
  }

  /** With the context of a whole request, captured once. */
  @Benchmark
  @Fork(jvmArgsAppend = BATON)
  public Object batonCapturing(Mdc state) {
    return state.run(state.capturing.wrap((Runnable) state.body));
  }

  @Benchmark
  @Fork(jvmArgsAppend = MICROMETER)
  public Object micrometer(Mdc state) {
    return state.run(state.snapshots.captureAll().wrap(state.body));
  }

  /** The MDC of the measuring thread. */
  public static class Mdc extends ContextState {
    final Propagation capturing = Propagation.capturing().with(Slf4jMdc.accessor());
    final ContextSnapshotFactory snapshots =
        ContextSnapshotFactory.builder()
            .contextRegistry(
                new ContextRegistry().registerThreadLocalAccessor(new Slf4jThreadLocalAccessor()))
            .build();

    @Override
    void prepare() {
      body = new Body(() -> "ada".equals(MDC.get("user")));
      MDC.put("user", "ada");
      MDC.put("order", "1");
      enterOuter();
      promote();
    }

    Object run(Runnable task) {
      BoundaryBenchmark.Task.execute(task);
      return task;
    }
  }

  /** As one writes it by hand. */
  private static final class MdcTask implements Runnable {
    private final Runnable task;
    private final Map<String, String> carried = MDC.getCopyOfContextMap();

    MdcTask(Runnable task) {
      this.task = task;
    }

    @Override
    public void run() {
      Map<String, String> before = MDC.getCopyOfContextMap();
      MDC.setContextMap(carried);
      try {
        task.run();
      } finally {
        if (before == null) {
          MDC.clear();
        } else {
          MDC.setContextMap(before);
        }
      }
    }
  }
}
