package dev.baton.benchmarks;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.function.BooleanSupplier;
import org.openjdk.jmh.annotations.CompilerControl;

/**
 * The least that a task does: it counts. Never inlined, so that no compiler can see that nobody
 * looks at the context and leave out making it current. Around a measurement it does look.
 */
public final class Body implements Runnable {
  static final ContextKey<String> KEY = ContextKey.named("benchmark");
  static final String VALUE = "inner";

  private final BooleanSupplier right;
  private long runs;
  private long wrong;
  private boolean looks;

  Body() {
    this(() -> Context.current().get(KEY) == VALUE);
  }

  /**
   * @param right whether the benchmark's context is current
   */
  Body(BooleanSupplier right) {
    this.right = right;
  }

  @Override
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  public void run() {
    runs++;
    if (looks && !right.getAsBoolean()) {
      wrong++; // a worker would swallow an exception
    }
  }

  /** Runs this in the way that is measured, and fails if that is not under the right context. */
  void check(Runnable measured) {
    long before = runs;
    wrong = 0;
    looks = true;
    measured.run();
    looks = false;
    if (runs == before || wrong != 0) {
      throw new IllegalStateException(
          wrong + " of " + (runs - before) + " runs not under the benchmark's context");
    }
  }
}
