package dev.baton.micrometer;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import io.opentelemetry.context.Context;
import java.util.List;

/**
 * OpenTelemetry's {@link Context}, for Micrometer's context propagation. Micrometer's {@link
 * ContextRegistry} finds it by its service file, so whatever captures with Micrometer captures the
 * context too: with {@code Hooks.enableAutomaticContextPropagation()} every operator of Reactor.
 *
 * <p><b>Capture</b> is when Micrometer captures. Root is a value like any other: what was captured
 * under root runs under root, whatever the thread has.
 *
 * <p><b>Restore</b> is on the same thread, when Micrometer's scope is closed. The thread gets back
 * what it had; a scope that was left open in between is closed and reported. With the storage of
 * {@code Baton.install()} no scope of OpenTelemetry's is opened for it.
 *
 * <p>Thread-safe. <b>Cost</b>: two objects at most for setting a value.
 *
 * <p><b>Not carried</b>: a span that was made current by hand inside an Observation, where both
 * were captured and Micrometer Tracing has a handler: setting the Observation makes its span
 * current.
 */
public final class OpenTelemetryContextAccessor implements ThreadLocalAccessor<Context> {

  /** The context's key in Micrometer's snapshots and in Reactor's {@code Context}. */
  public static final String KEY = "dev.baton.opentelemetry-context";

  /** The key of Micrometer's ObservationThreadLocalAccessor. */
  private static final String OBSERVATION = "micrometer.observation";

  /** For the service loader, and for registries other than the global one. */
  public OpenTelemetryContextAccessor() {}

  /**
   * Registers the others anew, which puts them behind ours. Micrometer sets values in the order in
   * which the accessors are registered. An Observation's span has to come on top of the context, or
   * it would be lost.
   */
  static void putFirst(ContextRegistry registry) {
    List<ThreadLocalAccessor<?>> all = List.copyOf(registry.getThreadLocalAccessors());
    if (all.stream().noneMatch(OpenTelemetryContextAccessor.class::isInstance)) {
      registry.registerThreadLocalAccessor(new OpenTelemetryContextAccessor());
    } else if (all.get(0) instanceof OpenTelemetryContextAccessor) {
      return;
    }
    for (ThreadLocalAccessor<?> accessor : all) {
      if (!(accessor instanceof OpenTelemetryContextAccessor)) {
        registry.registerThreadLocalAccessor(accessor);
      }
    }
  }

  @Override
  public Object key() {
    return KEY;
  }

  /** The current context; root if there is none, and never null. */
  @Override
  public Context getValue() {
    return Context.current();
  }

  @Override
  public void setValue(Context context) {
    Attached.attach(context);
  }

  /**
   * Makes root current: the context was not captured. If the thread's Observation was set just
   * before, by an accessor that comes before this one, then its span stays.
   */
  @Override
  public void setValue() {
    Attached.attach(isBehindObservation() ? Context.current() : Context.root());
  }

  @Override
  public void restore(Context previous) {
    Attached.restore(previous, this);
  }

  @Override
  public void restore() {
    Attached.restore(Context.root(), this);
  }

  private boolean isBehindObservation() {
    for (ThreadLocalAccessor<?> accessor :
        ContextRegistry.getInstance().getThreadLocalAccessors()) {
      if (accessor == this) {
        return false;
      }
      if (OBSERVATION.equals(accessor.key())) {
        return accessor.getValue() != null;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return "OpenTelemetry's Context";
  }
}
