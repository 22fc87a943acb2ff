package beside.brave;

import brave.Tracing;
import brave.propagation.CurrentTraceContext;
import brave.propagation.TraceContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.ContextStorageProvider;
import io.opentelemetry.context.Scope;

/**
 * Keeps OpenTelemetry's context in what is extra of Brave's, as in an example of OpenTelemetry's.
 * What is current is a new object at each reading: it stands for all of Brave's context.
 */
public final class BraveStorage implements ContextStorageProvider {
  private static final TraceContext NONE = TraceContext.newBuilder().traceId(1).spanId(1).build();

  private record Extra(Context context) {}

  @Override
  public ContextStorage get() {
    return new ContextStorage() {
      @Override
      public Scope attach(Context context) {
        TraceContext now = brave().get();
        CurrentTraceContext.Scope scope =
            brave()
                .newScope(
                    context instanceof InBrave it
                        ? with(it.brave, it.context)
                        : with(now == null ? NONE : now, context));
        return scope::close;
      }

      @Override
      public Context current() {
        TraceContext now = brave().get();
        if (now == null) {
          return null;
        }
        Extra extra = now.findExtra(Extra.class);
        return new InBrave(now, extra == null ? root() : extra.context);
      }
    };
  }

  private static CurrentTraceContext brave() {
    return Tracing.current().currentTraceContext();
  }

  private static TraceContext with(TraceContext brave, Context context) {
    TraceContext.Builder builder = brave.toBuilder().clearExtra();
    brave.extra().stream().filter(it -> !(it instanceof Extra)).forEach(builder::addExtra);
    return builder.addExtra(new Extra(context)).build();
  }

  private record InBrave(TraceContext brave, Context context) implements Context {
    @Override
    public <V> V get(ContextKey<V> key) {
      return context.get(key);
    }

    @Override
    public <V> Context with(ContextKey<V> key, V value) {
      return new InBrave(brave, context.with(key, value));
    }
  }
}
