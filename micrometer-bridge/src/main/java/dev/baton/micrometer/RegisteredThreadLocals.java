package dev.baton.micrometer;

import dev.baton.context.BatonInternal.ExchangedThreadLocal;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/** Stands for all that is registered with a registry at the moment. */
final class RegisteredThreadLocals implements ExchangedThreadLocal<RegisteredValues> {
  private static final ThreadLocalAccessor<?>[] NONE = {};

  private final ContextRegistry registry;

  RegisteredThreadLocals(ContextRegistry registry) {
    this.registry = registry;
  }

  @Override
  public @Nullable RegisteredValues get() {
    ThreadLocalAccessor<?>[] accessors = registry.getThreadLocalAccessors().toArray(NONE);
    boolean isOurs = accessors.length == 1 && accessors[0] instanceof OpenTelemetryContextAccessor;
    return accessors.length == 0 || isOurs ? null : RegisteredValues.read(accessors);
  }

  @Override
  public void exchange(@Nullable RegisteredValues value, @Nullable RegisteredValues previous) {
    if (previous != null) {
      previous.replaceBy(value);
    }
  }

  @Override
  public void restore(@Nullable RegisteredValues previous) {
    if (previous != null) {
      previous.restore();
    }
  }

  @Override
  public void set(RegisteredValues value) {
    exchange(value, get());
  }

  @Override
  public void clear() {
    exchange(null, get());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RegisteredThreadLocals others && others.registry == registry;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(registry);
  }

  @Override
  public String toString() {
    return "what is registered with Micrometer";
  }
}
