package dev.baton.tracing;

import dev.baton.context.BatonModule;
import dev.baton.context.Propagation;

/**
 * Not API: for the service loader. Has {@link dev.baton.context.Baton#install()} count every task
 * of the program, if it is asked to.
 */
public final class TaskTelemetryModule implements BatonModule {
  static final String METRICS = "otel.instrumentation.baton-tasks.enabled";
  static final String SPANS = "otel.instrumentation.baton-tasks.spans.enabled";

  /** For the service loader. */
  public TaskTelemetryModule() {}

  @Override
  public String name() {
    return "task telemetry";
  }

  @Override
  public Propagation propagation(Propagation propagation) {
    if (!Settings.isOn(METRICS)) {
      return propagation;
    }
    TaskTelemetry metrics = TaskTelemetry.global();
    TaskTelemetry telemetry = Settings.isOn(SPANS) ? metrics.withSpans() : metrics;
    return telemetry.in(propagation);
  }

  @Override
  public AutoCloseable install(Propagation propagation) throws NotInstalledException {
    if (!Settings.isOn(METRICS)) {
      throw NotInstalledException.switchedOff(METRICS + "=true switches it on");
    }
    return () -> {}; // it goes with the propagation
  }
}
