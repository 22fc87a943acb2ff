package dev.baton.examples.rpc;

import dev.baton.tracing.TracedOperation;
import dev.baton.tracing.TracedRequests;
import io.opentelemetry.context.Context;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Calls of a server's handler, an {@code AsyncIface}: each is served under what its message says,
 * and its span ends when the handler has answered, on whatever thread. That goes for a {@code
 * oneway} method too: its callback has to be called, though nobody hears of it.
 */
record TracedHandler(TracedRequests<ThriftRequest> requests, String service, Object handler)
    implements InvocationHandler {
  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    ThriftMethod call = new ThriftMethod(handler, method, arguments);
    if (method.getDeclaringClass() == Object.class) {
      return call.callUnder(Context.current());
    }
    ThriftHeaders headers =
        Objects.requireNonNullElseGet(ThriftHeaders.current(), ThriftHeaders::new);
    TracedOperation operation =
        requests.startServing(new ThriftRequest(service + "/" + method.getName(), null, headers));
    try {
      return call.with(callback -> new EndingCallback<>(operation, callback))
          .callUnder(operation.context());
    } catch (Throwable t) {
      operation.end(t);
      throw t;
    }
  }
}
