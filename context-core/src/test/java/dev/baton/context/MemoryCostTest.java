package dev.baton.context;

import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.baton.context.testing.ThreadKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@link Propagation} promises of allocations, to the byte. */
@Tag("slot")
class MemoryCostTest {
  private static final int RUNS = 10_000;
  private static final int ROUNDS = 20;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final Context A = named("A");
  private static final Runnable TASK = MemoryCostTest::nothing;

  private static volatile Object kept;

  private static void nothing() {}

  /** The least of several rounds: the JVM itself allocates now and then while it warms up. */
  private static long bytesOf(Runnable body) {
    long least = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < RUNS; i++) {
        body.run();
      }
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }

  @ParameterizedTest
  @EnumSource(names = "VIRTUAL", mode = EnumSource.Mode.EXCLUDE)
  void wrappingATaskAllocatesOneObjectOf24Bytes(ThreadKind kind) {
    kind.run(
        () -> {
          try (Scope scope = A.makeCurrent()) {
            Propagation propagation = Propagation.capturing();
            assertThat(bytesOf(() -> kept = propagation.wrap(TASK))).isEqualTo(24L * RUNS);
          }
        });
  }

  @ParameterizedTest
  @EnumSource(names = "VIRTUAL", mode = EnumSource.Mode.EXCLUDE)
  void runningAWrappedTaskAllocatesNothing(ThreadKind kind) {
    kept = Propagation.fixed(A).wrap(TASK);
    kind.run(() -> assertThat(bytesOf(() -> ((Runnable) kept).run())).isZero());
  }

  @ParameterizedTest
  @EnumSource(names = "VIRTUAL", mode = EnumSource.Mode.EXCLUDE)
  void runningAWrappedTaskUnderAnOpenScopeAllocatesNothing(ThreadKind kind) {
    kept = Propagation.fixed(A).wrap(TASK);
    kind.run(
        () -> {
          try (Scope scope = named("B").makeCurrent()) {
            assertThat(bytesOf(() -> ((Runnable) kept).run())).isZero();
          }
        });
  }

  @ParameterizedTest
  @EnumSource(names = "VIRTUAL", mode = EnumSource.Mode.EXCLUDE)
  void attachingASnapshotAllocatesNothing(ThreadKind kind) {
    ContextSnapshot snapshot = Propagation.fixed(A).capture();
    kind.run(
        () ->
            assertThat(
                    bytesOf(
                        () -> {
                          Object thread = ContextSnapshot.thread();
                          kept = snapshot.attach(thread);
                          snapshot.restore(thread, kept, TASK);
                        }))
                .isZero());
  }
}
