package beside.grpc;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.ContextStorageProvider;
import io.opentelemetry.context.Scope;

/**
 * Keeps OpenTelemetry's context in gRPC's, as in an example of OpenTelemetry's. What is current is
 * a new object at each reading: it stands for all of gRPC's context.
 */
public final class GrpcStorage implements ContextStorageProvider {
  private static final io.grpc.Context.Key<Context> KEY = io.grpc.Context.key("opentelemetry");

  @Override
  public ContextStorage get() {
    return new ContextStorage() {
      @Override
      public Scope attach(Context context) {
        io.grpc.Context now = io.grpc.Context.current();
        io.grpc.Context attached =
            context instanceof InGrpc it
                ? it.grpc.withValue(KEY, it.context)
                : now.withValue(KEY, context);
        io.grpc.Context before = attached.attach();
        return () -> attached.detach(before);
      }

      @Override
      public Context current() {
        io.grpc.Context now = io.grpc.Context.current();
        Context context = KEY.get(now);
        return new InGrpc(now, context == null ? root() : context);
      }
    };
  }

  private record InGrpc(io.grpc.Context grpc, Context context) implements Context {
    @Override
    public <V> V get(ContextKey<V> key) {
      return context.get(key);
    }

    @Override
    public <V> Context with(ContextKey<V> key, V value) {
      return new InGrpc(grpc, context.with(key, value));
    }
  }
}
