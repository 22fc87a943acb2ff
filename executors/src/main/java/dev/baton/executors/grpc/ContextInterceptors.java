package dev.baton.executors.grpc;

import dev.baton.context.Propagation;
import io.grpc.ClientInterceptor;
import io.grpc.ServerInterceptor;
import java.util.Objects;

/**
 * gRPC interceptors under which the listener of a call runs in the context of the call: a stub's
 * observers and futures on the client, a service's methods and observers on the server.
 *
 * {@snippet file="dev/baton/executors/grpc/ContextInterceptorsTest.java" region="intercept"}
 *
 * <p><b>Capture</b>, on a client, is when the call starts, on the thread of whoever calls the stub;
 * on a server, when the interceptor is called, on gRPC's thread. So a server interceptor that makes
 * a context current (a tracer's, one that reads a tenant from the headers) has to be called before
 * this one: {@code ServerBuilder.intercept} calls those that were added last first, so add this one
 * first of all. <b>Restore</b> is on the thread on which gRPC calls, at the end of each method of
 * the listener.
 *
 * <p>A {@code ListenableFuture} of a stub is completed under the caller's context, but its own
 * listeners run where they are registered or on their executor: wrap it ({@link
 * dev.baton.executors.guava.ContextFluentFuture}).
 *
 * <p><b>Cost</b>: an object or two for each call, a small one for its end, none for each message.
 *
 * <p><b>Not carried</b>: what gRPC calls beside the listener: {@code CallCredentials}, name
 * resolvers, load balancers, stream tracers.
 *
 * <p>Thread-safe; one interceptor is enough for a program.
 */
public final class ContextInterceptors {
  private ContextInterceptors() {}

  /** For channels and stubs; carries {@link Propagation#installed()}. */
  public static ClientInterceptor client() {
    return client(Propagation.installed());
  }

  /** For channels and stubs; carries what the propagation says. */
  public static ClientInterceptor client(Propagation propagation) {
    return new ContextClientInterceptor(Objects.requireNonNull(propagation, "propagation"));
  }

  /** For servers and services; carries {@link Propagation#installed()}. */
  public static ServerInterceptor server() {
    return server(Propagation.installed());
  }

  /** For servers and services; carries what the propagation says. */
  public static ServerInterceptor server(Propagation propagation) {
    return new ContextServerInterceptor(Objects.requireNonNull(propagation, "propagation"));
  }
}
