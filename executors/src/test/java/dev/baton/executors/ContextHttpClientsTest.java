package dev.baton.executors;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.baton.context.Propagation;
import dev.baton.context.testing.Calls;
import dev.baton.context.testing.RecordingListener;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The JDK's client over loopback; what it calls, and under which context. */
final class ContextHttpClientsTest {
  private static final Context A = named("A");
  private static final Context B = named("B");

  private final LoopbackServer server = new LoopbackServer();
  private final SeenCallbacks seen = new SeenCallbacks();
  private final HttpClient raw = HttpClient.newHttpClient();
  private HttpClient client;

  @BeforeEach
  void wrap() {
    client = ContextHttpClients.wrap(raw);
  }

  @AfterEach
  void close() {
    server.close();
    client.shutdownNow();
    client.close();
    assertThat(raw.isTerminated()).isTrue();
  }

  private HttpRequest get(String path) {
    return HttpRequest.newBuilder(server.uri(path)).build();
  }

  private HttpRequest post(String path) {
    return HttpRequest.newBuilder(server.uri(path))
        .header("X-Name", "value")
        .timeout(Duration.ofSeconds(20))
        .POST(seen.publisher(BodyPublishers.ofString("body")))
        .build();
  }

  // @start region="wrap"
  static CompletableFuture<String> load(HttpClient client, URI uri) {
    return ContextHttpClients.wrap(client) // once for the program, as a rule
        .sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
        .thenApplyAsync(HttpResponse::body); // runs under the caller's context
  }

  // @end

  @Test
  void exampleOfTheDocs() {
    server.answerAll();
    assertThat(Calls.get(load(raw, server.uri("x")))).isEqualTo("GET /x null");
    assertThat(Calls.get(load(client, server.uri("x")))).isEqualTo("GET /x null");
  }

  @Test
  void everyCallbackOfSendAsyncRunsUnderTheContextOfItsCaller() {
    CompletableFuture<String> name;
    try (Scope scope = A.makeCurrent()) {
      name =
          client
              .sendAsync(post("x"), seen.handler(BodyHandlers.ofString()))
              .thenApplyAsync(response -> response.body() + " under " + currentName());
    }
    server.answerAll();
    assertThat(Calls.get(name)).isEqualTo("POST /x value body under A");
    seen.assertAllCalled("A");
  }

  @Test
  void rawClientLosesThem() {
    try (Scope scope = A.makeCurrent()) {
      server.answerAll();
      Calls.get(raw.sendAsync(post("x"), seen.handler(BodyHandlers.ofString())));
    }
    seen.assertAllCalled(null);
  }

  @Test
  void everyCallbackOfSendRunsUnderTheContextOfItsCaller() throws Exception {
    server.answerAll();
    try (Scope scope = A.makeCurrent()) {
      assertThat(client.send(post("x"), seen.handler(BodyHandlers.ofString())).body())
          .isEqualTo("POST /x value body");
      assertThat(Context.current()).isSameAs(A);
    }
    seen.assertAllCalled("A");
  }

  @Test
  void stageRunsUnderTheContextOfWhoeverRegistersIt() {
    CompletableFuture<HttpResponse<String>> response;
    CompletableFuture<String> name;
    try (Scope scope = A.makeCurrent()) {
      response = client.sendAsync(get("x"), seen.handler(BodyHandlers.ofString()), null);
    }
    try (Scope scope = B.makeCurrent()) {
      name = response.thenApplyAsync(done -> currentName());
    }
    server.answerAll();
    assertThat(Calls.get(name)).isEqualTo("B");
    assertThat(seen.names("onNext")).containsOnly("A");
  }

  @Test
  void failureOfTheBodyIsHeardUnderTheContextOfTheCaller() {
    CompletableFuture<String> name;
    try (Scope scope = A.makeCurrent()) {
      name =
          client
              .sendAsync(get("broken"), seen.handler(BodyHandlers.ofString()))
              .handleAsync((response, failure) -> failure.getCause() + " under " + currentName());
    }
    server.answerAll();
    assertThat(Calls.get(name)).startsWith("java.io.IOException").endsWith("under A");
    assertThat(seen.names("onError")).containsOnly("A").isNotEmpty();
  }

  @Test
  void refusedConnectionFailsAsTheClientsOwn() {
    URI gone = server.uri("x");
    server.close();
    HttpRequest request = HttpRequest.newBuilder(gone).build();
    for (HttpClient each : List.of(raw, client)) {
      assertThatThrownBy(() -> each.send(request, BodyHandlers.ofString()))
          .isInstanceOf(java.net.ConnectException.class);
      assertThatThrownBy(() -> each.sendAsync(request, BodyHandlers.ofString()).get())
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(java.net.ConnectException.class);
    }
  }

  @Test
  void handlerThatThrowsFailsTheRequestAsOfARawClient() {
    server.answerAll();
    IllegalStateException failure = new IllegalStateException("on purpose");
    for (HttpClient each : List.of(raw, client)) {
      CompletableFuture<HttpResponse<String>> response =
          each.sendAsync(
              get("x"),
              info -> {
                throw failure;
              });
      assertThatThrownBy(response::get).rootCause().isSameAs(failure);
    }
  }

  @Test
  void cancellationAbortsTheRequest() {
    CompletableFuture<HttpResponse<String>> response =
        client.sendAsync(get("never"), BodyHandlers.ofString());
    Calls.until(() -> server.arrived() == 1);
    assertThat(response.cancel(true)).isTrue();
    Calls.until(response::isDone);
    client.shutdown();
    awaitTermination(client); // it waits for what is under way
    assertThat(catchThrowable(response::join)).isNotNull();
  }

  private static void awaitTermination(HttpClient client) {
    try {
      assertThat(client.awaitTermination(Duration.ofSeconds(30))).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void timeOutOfARequest() {
    HttpRequest request =
        HttpRequest.newBuilder(get("never"), (name, value) -> true)
            .timeout(Duration.ofMillis(1))
            .build();
    CompletableFuture<String> seenFailure;
    try (Scope scope = A.makeCurrent()) {
      seenFailure =
          client
              .sendAsync(request, BodyHandlers.ofString())
              .handleAsync((response, e) -> e.getCause().getClass() + " under " + currentName());
    }
    assertThat(Calls.get(seenFailure)).contains("TimeoutException").endsWith(" under A");
    assertThatThrownBy(() -> client.send(request, BodyHandlers.ofString()))
        .isInstanceOf(HttpTimeoutException.class);
  }

  @Test
  void timeOutOfAStageLeavesItsContext() {
    CompletableFuture<String> name;
    try (Scope scope = A.makeCurrent()) {
      name =
          client
              .sendAsync(get("never"), BodyHandlers.ofString())
              .orTimeout(1, TimeUnit.MILLISECONDS)
              .handle((response, failure) -> currentName());
    }
    assertThat(Calls.get(name)).isEqualTo("A");
  }

  @Test
  void nullsAreRefusedAsByARawClient() {
    for (HttpClient each : List.of(raw, client)) {
      assertThatNullPointerException()
          .isThrownBy(() -> each.sendAsync(null, BodyHandlers.discarding()));
      assertThatNullPointerException().isThrownBy(() -> each.sendAsync(get("x"), null));
      assertThatNullPointerException().isThrownBy(() -> each.send(null, BodyHandlers.discarding()));
      assertThatNullPointerException().isThrownBy(() -> each.send(get("x"), null));
    }
    assertThatNullPointerException().isThrownBy(() -> ContextHttpClients.wrap(null));
    assertThatNullPointerException().isThrownBy(() -> ContextHttpClients.unwrap(null));
    assertThatNullPointerException().isThrownBy(() -> ContextHttpClients.wrap(raw, null));
  }

  @Test
  void wrappedTwiceIsTheSameOrHasAnotherPropagation() throws IOException, InterruptedException {
    assertThat(ContextHttpClients.wrap(client)).isSameAs(client);
    HttpClient fixed = ContextHttpClients.wrap(client, Propagation.fixed(B));
    assertThat(ContextHttpClients.unwrap(fixed)).isSameAs(raw);
    assertThat(ContextHttpClients.unwrap(raw)).isSameAs(raw);
    assertThat(fixed).hasToString("ContextHttpClient[" + raw + "]");
    server.answerAll();
    try (Scope scope = A.makeCurrent()) {
      fixed.send(post("x"), seen.handler(BodyHandlers.ofString()));
      CompletableFuture<String> name =
          fixed
              .sendAsync(get("x"), BodyHandlers.discarding())
              .thenApplyAsync(response -> currentName());
      assertThat(Calls.get(name)).isEqualTo("B");
    }
    seen.assertAllCalled("B");
  }

  @Test
  void listenerHearsOfStagesAndNotOfEachPartOfABody() {
    RecordingListener listener = new RecordingListener();
    HttpClient listening = ContextHttpClients.wrap(raw, Propagation.capturing().with(listener));
    server.answerAll();
    Calls.get(listening.sendAsync(post("x"), seen.handler(BodyHandlers.ofString())));
    assertThat(listener.events()).isEmpty();
    Calls.get(listening.sendAsync(get("x"), BodyHandlers.discarding()).thenApply(r -> 1));
    assertThat(listener.events()).isNotEmpty();
  }
}
