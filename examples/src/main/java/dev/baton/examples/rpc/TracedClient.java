package dev.baton.examples.rpc;

import dev.baton.context.Propagation;
import dev.baton.tracing.TracedOperation;
import dev.baton.tracing.TracedRequests;
import io.opentelemetry.context.Context;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.apache.thrift.async.AsyncMethodCallback;
import org.jspecify.annotations.Nullable;

/**
 * Calls of a client: of its {@code AsyncIface}, or of its {@code FutureIface}. Thrift writes the
 * message before a method returns, so the span has to be there by then. The answer comes on a
 * thread of Thrift's, and is passed on under the caller's context.
 */
record TracedClient(
    TracedRequests<ThriftRequest> requests, String service, InetSocketAddress server, Object client)
    implements InvocationHandler {
  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    ThriftMethod call = new ThriftMethod(client, method, arguments);
    if (method.getDeclaringClass() == Object.class) {
      return call.callUnder(Context.current());
    }
    ThriftRequest request =
        new ThriftRequest(service + "/" + method.getName(), server, new ThriftHeaders());
    return CompletionStage.class.isAssignableFrom(method.getReturnType())
        ? requests.call(request, () -> TracedClient.<RuntimeException>stage(request, call))
        : start(request, call);
  }

  /** Throws what the method throws, which a supplier may not. */
  @SuppressWarnings("unchecked")
  private static <X extends Throwable> CompletionStage<@Nullable Object> stage(
      ThriftRequest request, ThriftMethod call) throws X {
    try {
      Context context = request.headers().in(Context.current());
      return (CompletionStage<@Nullable Object>) Objects.requireNonNull(call.callUnder(context));
    } catch (Throwable t) {
      throw (X) t;
    }
  }

  private @Nullable Object start(ThriftRequest request, ThriftMethod call) throws Throwable {
    Propagation caller = Propagation.fixed(Context.current());
    TracedOperation operation = requests.startCall(request);
    try {
      return call.with(callback -> new EndingCallback<>(operation, proxy(caller, callback)))
          .callUnder(request.headers().in(operation.context()));
    } catch (Throwable t) {
      operation.end(t);
      throw t;
    }
  }

  @SuppressWarnings("unchecked")
  private static AsyncMethodCallback<Object> proxy(
      Propagation caller, AsyncMethodCallback<Object> callback) {
    return caller.proxy(AsyncMethodCallback.class, callback);
  }
}
