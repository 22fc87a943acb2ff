package dev.baton.executors.grpc;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.context.Propagation;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Metadata;
import io.grpc.ServerBuilder;
import io.grpc.ServerCall;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What gRPC's listeners see; programs beside the examples try it on real transports. */
final class ContextInterceptorsTest {
  private static final Context A = named("A");
  private static final Context B = named("B");
  private static final Metadata HEADERS = new Metadata();

  // @start region="intercept"
  static ServerBuilder<?> intercept(ServerBuilder<?> builder, ServerInterceptor tracing) {
    return builder
        .intercept(ContextInterceptors.server()) // first, so that it is called last
        .intercept(tracing);
  }

  // @end

  private static ClientCall.Listener<String> client(
      ClientInterceptor interceptor, ClientCall.Listener<String> listener) {
    GrpcCalls.Client call = new GrpcCalls.Client();
    Channel channel = GrpcCalls.channel(call);
    ClientCall<String, String> intercepted =
        interceptor.interceptCall(GrpcCalls.METHOD, CallOptions.DEFAULT, channel);
    try (Scope scope = A.makeCurrent()) {
      intercepted.start(listener, HEADERS);
    }
    return call.started();
  }

  private static ServerCall.Listener<String> server(
      ServerInterceptor interceptor, ServerCall.Listener<String> listener, List<String> started) {
    try (Scope scope = A.makeCurrent()) {
      return interceptor.interceptCall(
          new GrpcCalls.Server(),
          HEADERS,
          (call, headers) -> {
            started.add("startCall " + currentName());
            return listener;
          });
    }
  }

  private static void callAll(ClientCall.Listener<String> listener) {
    listener.onReady();
    listener.onHeaders(HEADERS);
    listener.onMessage("message");
    listener.onClose(Status.OK, HEADERS);
  }

  private static void callAll(ServerCall.Listener<String> listener) {
    listener.onReady();
    listener.onMessage("message");
    listener.onHalfClose();
    listener.onComplete();
    listener.onCancel();
    listener.onEvent("any");
  }

  @Test
  void listenerOfAClientRunsUnderTheContextOfWhoeverStartedTheCall() {
    GrpcCalls.ClientListener listener = new GrpcCalls.ClientListener();
    ClientCall.Listener<String> wrapped = client(ContextInterceptors.client(), listener);

    try (Scope scope = B.makeCurrent()) {
      callAll(wrapped);
      assertThat(currentName()).isEqualTo("B");
    }

    assertThat(listener.seen)
        .containsExactly("onReady A", "onHeaders A", "onMessage A", "onClose OK A");
  }

  @Test
  void listenerOfAServerRunsUnderTheContextInWhichTheInterceptorWasCalled() {
    GrpcCalls.ServerListener listener = new GrpcCalls.ServerListener();
    ServerCall.Listener<String> wrapped =
        server(ContextInterceptors.server(), listener, listener.seen);

    try (Scope scope = B.makeCurrent()) {
      callAll(wrapped);
      assertThat(currentName()).isEqualTo("B");
    }

    assertThat(listener.seen)
        .containsExactly(
            "startCall A",
            "onReady A",
            "onMessage A",
            "onHalfClose A",
            "onComplete A",
            "onCancel A",
            "onEvent any A");
  }

  @Test
  void propagationDecidesWhatIsCarried() {
    GrpcCalls.ClientListener client = new GrpcCalls.ClientListener();
    callAll(client(ContextInterceptors.client(Propagation.fixed(B)), client));
    GrpcCalls.ServerListener server = new GrpcCalls.ServerListener();
    callAll(server(ContextInterceptors.server(Propagation.fixed(B)), server, server.seen));

    assertThat(client.seen).hasSize(4).allMatch(seen -> seen.endsWith(" B"));
    assertThat(server.seen).hasSize(7).allMatch(seen -> seen.endsWith(" B"));
  }

  @Test
  void threadIsCleanWhenAListenerThrows() {
    ClientCall.Listener<String> client = client(ContextInterceptors.client(), failing());
    IllegalStateException failure = new IllegalStateException("observer");
    ServerCall.Listener<String> server =
        server(
            ContextInterceptors.server(),
            new ServerCall.Listener<>() {
              @Override
              public void onHalfClose() {
                leaveScopeOpen();
                throw failure;
              }
            },
            new GrpcCalls.ServerListener().seen);

    try (Scope scope = B.makeCurrent()) {
      assertThatThrownBy(() -> client.onMessage("message")).hasMessage("message");
      assertThat(Context.current()).isSameAs(B);
      assertThatThrownBy(server::onHalfClose).isSameAs(failure);
      assertThat(Context.current()).isSameAs(B);
    }
  }

  @SuppressWarnings("MustBeClosedChecker") // on purpose
  private static void leaveScopeOpen() {
    A.with(GrpcCalls.LEFT, "open").makeCurrent();
  }

  private static ClientCall.Listener<String> failing() {
    return new ClientCall.Listener<>() {
      @Override
      public void onMessage(String message) {
        leaveScopeOpen();
        throw new IllegalStateException(message);
      }
    };
  }

  /** A later gRPC may add one. */
  @Test
  void everyMethodOfAListenerIsWrapped() {
    assertWrapped(
        ClientCall.Listener.class, client(ContextInterceptors.client(), failing()).getClass());
    assertWrapped(
        ServerCall.Listener.class,
        server(ContextInterceptors.server(), new GrpcCalls.ServerListener(), new ArrayList<>())
            .getClass());
  }

  private static void assertWrapped(Class<?> listener, Class<?> wrapper) {
    List<String> methods =
        Arrays.stream(listener.getDeclaredMethods())
            .filter(method -> !method.isSynthetic())
            .map(Method::getName)
            .toList();
    assertThat(methods).isNotEmpty();
    assertThat(Arrays.stream(wrapper.getDeclaredMethods()).map(Method::getName))
        .containsAll(methods);
  }

  @Test
  void nullIsRefused() {
    assertThatNullPointerException().isThrownBy(() -> ContextInterceptors.client(null));
    assertThatNullPointerException().isThrownBy(() -> ContextInterceptors.server(null));
  }
}
