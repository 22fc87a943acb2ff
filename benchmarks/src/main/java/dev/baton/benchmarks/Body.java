package dev.baton.benchmarks;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import org.openjdk.jmh.annotations.CompilerControl;

/**
 * The least that a task does: it counts. Never inlined, so that no compiler can see that nobody
 * looks at the context and leave out making it current. Around a measurement it does look.
 */
public final class Body implements Runnable {
  static final ContextKey<String> KEY = ContextKey.named("benchmark");
  static final String VALUE = "inner";

  private long runs;
  private boolean looks;

  @Override
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  public void run() {
    runs++;
    if (looks && Context.current().get(KEY) != VALUE) {
      throw new IllegalStateException("not under the benchmark's context: " + Context.current());
    }
  }

  /** Runs this in the way that is measured, and fails if that is not under the right context. */
  void check(Runnable measured) {
    long before = runs;
    looks = true;
    measured.run();
    looks = false;
    if (runs == before) {
      throw new IllegalStateException("did not run");
    }
  }
}
