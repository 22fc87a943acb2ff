package beside.brave;

import brave.propagation.CurrentTraceContext;
import brave.propagation.TraceContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;

/** Keeps Brave's context in OpenTelemetry's, as in an example of OpenTelemetry's. */
final class BraveInOpenTelemetry extends CurrentTraceContext {
  private static final ContextKey<TraceContext> KEY = ContextKey.named("brave");

  BraveInOpenTelemetry(Builder builder) {
    super(builder);
  }

  static final class Builder extends CurrentTraceContext.Builder {
    @Override
    public CurrentTraceContext build() {
      return new BraveInOpenTelemetry(this);
    }
  }

  @Override
  public TraceContext get() {
    return Context.current().get(KEY);
  }

  @Override
  public Scope newScope(TraceContext context) {
    io.opentelemetry.context.Scope scope = Context.current().with(KEY, context).makeCurrent();
    return decorateScope(context, scope::close);
  }
}
