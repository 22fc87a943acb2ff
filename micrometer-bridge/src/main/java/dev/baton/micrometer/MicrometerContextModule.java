package dev.baton.micrometer;

import dev.baton.context.BatonModule;
import dev.baton.context.Propagation;
import io.micrometer.context.ContextRegistry;

/**
 * Not API: for the service loader. Has {@link dev.baton.context.Baton#install()} carry what is
 * registered with Micrometer, and puts OpenTelemetry's context before all that.
 */
public final class MicrometerContextModule implements BatonModule {

  /** For the service loader. */
  public MicrometerContextModule() {}

  @Override
  public String name() {
    return "Micrometer's context propagation";
  }

  @Override
  public Propagation propagation(Propagation propagation) {
    try {
      return propagation.with(MicrometerThreadLocals.registered());
    } catch (NoClassDefFoundError e) { // the library is absent, and install says so
      return propagation;
    }
  }

  @Override
  public AutoCloseable install(Propagation propagation) {
    OpenTelemetryContextAccessor.putFirst(ContextRegistry.getInstance());
    return () -> {}; // it goes with the propagation
  }
}
