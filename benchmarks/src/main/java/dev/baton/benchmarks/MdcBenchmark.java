package dev.baton.benchmarks;

import dev.baton.context.CarriedThreadLocal;
import dev.baton.context.Propagation;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.context.integration.Slf4jThreadLocalAccessor;
import java.util.Map;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.slf4j.MDC;

/**
 * What it costs to wrap a task and run it where another context is current, if SLF4J's MDC with two
 * entries travels along. Raw copies the MDC by hand and carries no context; OpenTelemetry does the
 * same beside its own wrapping. {@code batonCapturing} carries the context of a whole request,
 * captured once.
 */
public class MdcBenchmark extends HotPath {
  private static final String BATON_CAPTURING = "batonCapturing";

  @Benchmark
  public Object wrapAndRun(Mdc state) {
    return state.wrapAndRun();
  }

  /** The MDC of the measuring thread. */
  public static class Mdc extends ContextState {
    @Param({RAW, OPEN_TELEMETRY, BATON, BATON_CAPTURING, MICROMETER})
    String peer;

    private final Propagation capturing =
        Propagation.capturing().with(CarriedThreadLocal.slf4jMdc());
    private final ContextSnapshotFactory snapshots =
        ContextSnapshotFactory.builder()
            .contextRegistry(
                new ContextRegistry().registerThreadLocalAccessor(new Slf4jThreadLocalAccessor()))
            .build();
    private Supplier<Runnable> wrapping = () -> body;

    @Override
    void prepare(String peer) {
      wrapping =
          switch (peer) {
            case RAW -> () -> new MdcTask(body);
            case OPEN_TELEMETRY -> () -> context(false).wrap(new MdcTask(body));
            case BATON -> this::fixed;
            case BATON_CAPTURING -> () -> capturing.wrap((Runnable) body);
            default -> () -> snapshots.captureAll().wrap(body);
          };
      body = new Body(() -> "ada".equals(MDC.get("user")));
      MDC.put("user", "ada");
      MDC.put("order", "1");
      enterOuter();
      promote();
    }

    private Runnable fixed() {
      Propagation carried = Propagation.fixed(context(false)).with(CarriedThreadLocal.slf4jMdc());
      return carried.wrap((Runnable) body);
    }

    Object wrapAndRun() {
      Runnable task = wrapping.get();
      Worker.execute(task);
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
