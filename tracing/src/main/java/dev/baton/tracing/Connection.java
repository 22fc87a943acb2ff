package dev.baton.tracing;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The way to an {@link OpenTelemetry}, which may not be there yet. */
final class Connection {
  static final String SCOPE = "dev.baton.tracing";

  private final Supplier<@Nullable OpenTelemetry> source;
  private final TaskMeter meter = new TaskMeter(this);

  Connection(Supplier<@Nullable OpenTelemetry> source) {
    this.source = source;
  }

  /** To the global one, as soon as that has been set; this does not set it. */
  static Connection toGlobal() {
    return new Connection(() -> GlobalOpenTelemetry.isSet() ? GlobalOpenTelemetry.get() : null);
  }

  /** Null until there is one. */
  @Nullable OpenTelemetry openTelemetry() {
    return source.get();
  }

  TaskMeter meter() {
    return meter;
  }
}
