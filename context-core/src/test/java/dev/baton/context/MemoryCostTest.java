package dev.baton.context;

import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.baton.context.storage.Attachment;
import dev.baton.context.testing.ThreadKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;
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
  private static final Callable<String> CALLABLE = () -> "a result";

  private static volatile Object kept;

  private static void nothing() {}

  private static void nothing(Runnable task, String argument) {}

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
  void attachingToAThreadWithoutOpenScopesAllocatesNothing(ThreadKind kind) {
    CapturedContext captured = Propagation.fixed(A).capture();
    kind.run(
        () ->
            assertThat(
                    bytesOf(
                        () -> {
                          Attachment attachment = BatonInternal.attach(captured);
                          kept = attachment;
                          attachment.restore(A, TASK);
                        }))
                .isZero());
  }

  @ParameterizedTest
  @EnumSource(names = "VIRTUAL", mode = EnumSource.Mode.EXCLUDE)
  void runningMethodsUnderWhatWasCapturedAllocatesNothing(ThreadKind kind) {
    CapturedContext captured = Propagation.fixed(A).capture();
    kind.run(
        () -> {
          assertThat(bytesOf(() -> captured.run(TASK))).isZero();
          assertThat(bytesOf(() -> captured.run(Runnable::run, TASK))).isZero();
          assertThat(bytesOf(() -> captured.run(MemoryCostTest::nothing, TASK, "argument")))
              .isZero();
          assertThat(bytesOf(() -> calls(captured))).isZero();
        });
  }

  private static void calls(CapturedContext captured) {
    try {
      kept = captured.call(() -> CALLABLE.call());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
