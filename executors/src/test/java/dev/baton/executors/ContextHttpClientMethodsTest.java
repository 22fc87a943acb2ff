package dev.baton.executors;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.Propagation;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a wrapped client hands to the client inside, which only takes it down here. */
final class ContextHttpClientMethodsTest {
  private static final Context A = named("A");
  private static final URI SOMEWHERE = URI.create("http://localhost/");

  private final StubHttpClient stub = new StubHttpClient();
  private final HttpClient client = ContextHttpClients.wrap(stub);

  private static Class<?> subscriber() {
    return ContextBodyHandler.of(Propagation.root().capture(), BodyHandlers.discarding())
        .apply(null)
        .getClass();
  }

  private static Stream<Method> missing(Class<?> extended, Class<?> ours) {
    return Arrays.stream(extended.getMethods())
        .filter(method -> method.getDeclaringClass() != Object.class)
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .filter(method -> !isDeclared(ours, method));
  }

  private static boolean isDeclared(Class<?> type, Method method) {
    return Arrays.stream(type.getDeclaredMethods())
        .anyMatch(
            own ->
                own.getName().equals(method.getName())
                    && Arrays.equals(own.getParameterTypes(), method.getParameterTypes()));
  }

  /** Fails when a JDK adds one, which would do what the class says that is extended. */
  @Test
  void everyMethodIsOverridden() {
    assertThat(missing(HttpClient.class, ContextHttpClient.class)).isEmpty();
    assertThat(missing(HttpResponse.BodySubscriber.class, subscriber())).isEmpty();
    assertThat(missing(HttpRequest.BodyPublisher.class, ContextBodyPublisher.class)).isEmpty();
    assertThat(missing(WebSocket.Listener.class, ContextWebSocketListener.class)).isEmpty();
    assertThat(missing(WebSocket.Builder.class, ContextWebSocketBuilder.class)).isEmpty();
  }

  static Stream<Method> settings() {
    return Arrays.stream(HttpClient.class.getMethods())
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .filter(method -> method.getDeclaringClass() != Object.class)
        .filter(method -> !method.getName().startsWith("send"))
        .filter(method -> !method.getName().equals("newWebSocketBuilder"));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void settingsAndClosingAreThoseOfTheClientInside(Method method) throws Exception {
    Object[] arguments = method.getParameterCount() == 0 ? null : new Object[] {Duration.ZERO};
    assertThat(method.invoke(client, arguments)).isEqualTo(method.invoke(stub, arguments));
    assertThat(stub.calls).containsExactly(method.getName(), method.getName());
  }

  @Test
  void requestWithoutABodyIsHandedOnAsItIs() {
    HttpRequest request = HttpRequest.newBuilder(SOMEWHERE).build();
    assertThat(client.sendAsync(request, BodyHandlers.discarding())).isNotDone();
    assertThat(stub.request).isSameAs(request);
  }

  @Test
  void requestWithABodyIsCopiedWithAllThatItSays() {
    HttpRequest request =
        HttpRequest.newBuilder(SOMEWHERE)
            .method("PATCH", BodyPublishers.ofString("four"))
            .headers("X-A", "1", "X-A", "2", "X-B", "3")
            .expectContinue(true)
            .version(HttpClient.Version.HTTP_1_1)
            .timeout(Duration.ofSeconds(3))
            .build();
    assertThat(client.sendAsync(request, BodyHandlers.discarding())).isNotDone();
    HttpRequest sent = stub.request;
    assertThat(sent).isNotSameAs(request).isEqualTo(request); // method, address and headers
    assertThat(sent.version()).isEqualTo(request.version());
    assertThat(sent.timeout()).isEqualTo(request.timeout());
    assertThat(sent.expectContinue()).isTrue();
    assertThat(sent.bodyPublisher().orElseThrow().contentLength()).isEqualTo(4);
    assertThat(client.sendAsync(sent, BodyHandlers.discarding())).isNotDone();
    assertThat(stub.request).isSameAs(sent); // the first capture stands
  }

  @Test
  void handlerThatGivesNoSubscriberGivesNone() {
    assertThat(ContextBodyHandler.of(Propagation.root().capture(), info -> null).apply(null))
        .isNull();
  }

  @Test
  void requestThatCannotBeCopiedIsHandedOnAsItIs() {
    HttpRequest request = new StubHttpClient.OddRequest(SOMEWHERE);
    assertThat(client.sendAsync(request, BodyHandlers.discarding())).isNotDone();
    assertThat(stub.request).isSameAs(request);
  }

  @Test
  void pushIsHeardUnderTheContextOfTheRequestThatBroughtIt() {
    List<String> seen = new ArrayList<>();
    CompletableFuture<HttpResponse<Void>> pushed = new CompletableFuture<>();
    PushPromiseHandler<Void> pushes =
        (initiating, push, acceptor) -> {
          seen.add("promise " + currentName());
          CompletableFuture<HttpResponse<Void>> response =
              acceptor.apply(
                  info -> {
                    seen.add("handler " + currentName());
                    return BodyHandlers.discarding().apply(info);
                  });
          response.thenRun(() -> seen.add("stage " + currentName()));
        };
    try (Scope scope = A.makeCurrent()) {
      assertThat(client.sendAsync(null, BodyHandlers.discarding(), pushes)).isNotDone();
    }
    stub.<Void>pushes()
        .applyPushPromise(
            null,
            null,
            handler -> {
              handler.apply(null);
              return pushed;
            });
    pushed.complete(null);
    assertThat(seen).containsExactly("promise A", "handler A", "stage A");
    assertThat(client.sendAsync(null, BodyHandlers.discarding(), null)).isNotDone();
    assertThat(stub.<Void>pushes()).isNull();
  }

  @Test
  void listenerOfAWebSocketIsCalledUnderTheContextOfBuildAsync() throws Exception {
    List<String> seen = new ArrayList<>();
    WebSocket.Listener listener = StubHttpClient.listener(m -> seen.add(m + " " + currentName()));
    AtomicReference<String> built = new AtomicReference<>();
    CompletableFuture<WebSocket> socket;
    try (Scope scope = A.makeCurrent()) {
      socket =
          client
              .newWebSocketBuilder()
              .header("X-A", "1")
              .connectTimeout(Duration.ofSeconds(1))
              .subprotocols("first", "second")
              .buildAsync(SOMEWHERE, listener);
      assertThat(socket.thenRun(() -> built.set(currentName()))).isNotDone();
    }
    assertThat(stub.calls)
        .containsExactly("header", "connectTimeout", "subprotocols", "buildAsync");
    WebSocket.Listener wrapped = Objects.requireNonNull(stub.listener);
    wrapped.onOpen(null);
    assertThat(wrapped.onText(null, "", true)).isNull();
    wrapped.onBinary(null, ByteBuffer.allocate(0), true);
    wrapped.onPing(null, ByteBuffer.allocate(0));
    wrapped.onPong(null, ByteBuffer.allocate(0));
    wrapped.onClose(null, 1000, "");
    wrapped.onError(null, new Exception("on purpose"));
    assertThat(seen)
        .containsExactly(
            "onOpen A", "onText A", "onBinary A", "onPing A", "onPong A", "onClose A", "onError A");
    stub.socket.complete(null);
    assertThat(built).hasValue("A");
    assertThat(socket).isDone();
  }
}
