package dev.baton.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * What it costs that a coroutine is resumed, runs the {@link Body} and suspends: with no element,
 * with one that does nothing ({@code idleElement}), with that of opentelemetry-extension-kotlin,
 * and with ours.
 */
public class CoroutineBenchmark extends HotPath {
  private static final String IDLE_ELEMENT = "idleElement";

  @Benchmark
  public void resume(Loops state) {
    state.measured.resume();
  }

  /** The coroutines, and what is current where they are resumed. */
  public static class Loops extends ContextState {
    @Param({RAW, IDLE_ELEMENT, OPEN_TELEMETRY, BATON, BATON_OWN_THREAD})
    String peer;

    @Param({"none", "other"})
    String current;

    private final SuspendedLoop raw = SuspendedLoop.raw(new Body());
    private final SuspendedLoop idle = SuspendedLoop.idle(new Body());
    private SuspendedLoop openTelemetry = raw;
    private SuspendedLoop baton = raw;
    SuspendedLoop measured = raw;

    @Override
    void prepare(String peer) throws Exception {
      openTelemetry = SuspendedLoop.openTelemetry(context(false), body);
      baton = SuspendedLoop.baton(context(false), body);
      measured =
          switch (peer) {
            case RAW -> raw;
            case IDLE_ELEMENT -> idle;
            case OPEN_TELEMETRY -> openTelemetry;
            default -> baton;
          };
      onEveryKindOfThread(
          () -> {
            raw.resume();
            idle.resume();
            openTelemetry.resume();
            baton.resume();
          });
      if (current.equals("other")) {
        enterOuter();
      }
      promote();
      finish();
    }

    @Override
    void finish() {
      body.check(openTelemetry::resume);
      body.check(baton::resume);
    }
  }
}
