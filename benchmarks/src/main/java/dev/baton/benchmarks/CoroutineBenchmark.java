package dev.baton.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Param;

/**
 * What it costs that a coroutine is resumed, runs the {@link Body} and suspends: with no element,
 * with one that does nothing, with that of opentelemetry-extension-kotlin, and with ours.
 */
public class CoroutineBenchmark extends HotPath {
  @Benchmark
  @Fork(jvmArgsAppend = OPEN_TELEMETRY)
  public void raw(Loops state) {
    state.raw.resume();
  }

  @Benchmark
  @Fork(jvmArgsAppend = OPEN_TELEMETRY)
  public void idleElement(Loops state) {
    state.idle.resume();
  }

  @Benchmark
  @Fork(jvmArgsAppend = OPEN_TELEMETRY)
  public void openTelemetry(Loops state) {
    state.openTelemetry.resume();
  }

  @Benchmark
  @Fork(jvmArgsAppend = BATON)
  public void baton(Loops state) {
    state.baton.resume();
  }

  @Benchmark
  @Fork(jvmArgsAppend = {BATON, CUSTOM, OWN_THREAD})
  public void batonOwnThread(Loops state) {
    state.baton.resume();
  }

  /** The coroutines, and what is current where they are resumed. */
  public static class Loops extends ContextState {
    @Param({"none", "other"})
    String current;

    private final SuspendedLoop raw = SuspendedLoop.raw(new Body());
    private final SuspendedLoop idle = SuspendedLoop.idle(new Body());
    private SuspendedLoop openTelemetry = raw;
    private SuspendedLoop baton = raw;

    @Override
    void prepare() throws Exception {
      openTelemetry = SuspendedLoop.openTelemetry(context(false), body);
      baton = SuspendedLoop.baton(context(false), body);
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
