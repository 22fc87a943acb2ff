package dev.baton.micrometer;

import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.baton.context.Propagation;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import io.opentelemetry.context.Scope;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Bytes beside Micrometer's own. */
@Tag("slot")
final class MicrometerCostTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int TIMES = 20_000;

  private final ThreadLocal<String> user = new ThreadLocal<>();
  private final ContextRegistry registry =
      new ContextRegistry().registerThreadLocalAccessor("user", user);
  private final ContextSnapshotFactory snapshots =
      ContextSnapshotFactory.builder().contextRegistry(registry).clearMissing(true).build();

  /** Of one call, when it has been called often enough. */
  private static long bytes(Runnable code) {
    long allocated = 0;
    for (int round = 0; round < 2; round++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < TIMES; i++) {
        code.run();
      }
      allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    }
    return allocated / TIMES;
  }

  @Test
  void wrappedTaskWithOneThreadLocalTakesNoMoreThanMicrometers() {
    Propagation propagation =
        Propagation.capturing().with(MicrometerThreadLocals.registered(registry));
    Runnable task = () -> {};
    user.set("Ann");
    long ours = bytes(() -> propagation.wrap(task).run());
    long theirs = bytes(() -> snapshots.captureAll().wrap(task).run());
    user.remove();
    assertThat(ours).isBetween(1L, theirs);
  }

  @Test
  void settingTheContextTakesLittleMoreThanSettingAThreadLocal() {
    ContextSnapshotFactory ofContext =
        ContextSnapshotFactory.builder()
            .contextRegistry(
                new ContextRegistry()
                    .registerThreadLocalAccessor(new OpenTelemetryContextAccessor()))
            .build();
    user.set("Ann");
    ContextSnapshot plain = snapshots.captureAll();
    user.remove();
    ContextSnapshot context;
    try (Scope scope = named("A").makeCurrent()) {
      context = ofContext.captureAll();
    }
    long ofPlain = bytes(() -> plain.setThreadLocals().close());
    long ofOurs = bytes(() -> context.setThreadLocals().close());
    assertThat(ofOurs).isBetween(1L, ofPlain + 48);
    try (Scope scope = named("B").makeCurrent()) {
      assertThat(bytes(() -> context.setThreadLocals().close())).isBetween(1L, ofPlain + 96);
    }
  }
}
