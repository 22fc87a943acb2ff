package dev.baton.micrometer;

import dev.baton.context.CarriedThreadLocal;
import io.micrometer.context.ContextRegistry;
import java.util.Objects;

/**
 * What is registered with Micrometer's {@link ContextRegistry}, for a {@link
 * dev.baton.context.Propagation}: the current Observation, Spring Security's context, a Locale, the
 * MDC, whatever there is.
 *
 * {@snippet file="dev/baton/micrometer/MicrometerThreadLocalsTest.java" region="registered"}
 *
 * <p><b>Capture</b> is along with the context. The registry is asked each time, so what is
 * registered later is carried too.
 *
 * <p><b>Restore</b> is when the task ends, by Micrometer's own rules: {@code setValue} and {@code
 * restore}, in reverse order. Where an accessor changes OpenTelemetry's context, as that of the
 * Observation does under Micrometer Tracing, the task has the submitter's context all the same.
 *
 * <p>What one accessor throws is logged, once for each class; the others go on. Thread-safe.
 * <b>Cost</b>: three objects at the capture and three at each run, and what the accessors take.
 *
 * <p><b>Not carried</b>: OpenTelemetry's context, which Baton carries itself.
 */
public final class MicrometerThreadLocals {
  private MicrometerThreadLocals() {}

  /** All that is registered with the global registry; {@code Baton.install()} carries it. */
  public static CarriedThreadLocal<?> registered() {
    return registered(ContextRegistry.getInstance());
  }

  /**
   * All that is registered with this one.
   *
   * @return equal for the same registry
   */
  public static CarriedThreadLocal<?> registered(ContextRegistry registry) {
    return new RegisteredThreadLocals(Objects.requireNonNull(registry, "registry"));
  }
}
