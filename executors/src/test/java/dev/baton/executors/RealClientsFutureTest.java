package dev.baton.executors;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.baton.context.testing.Calls;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The futures of real clients, over loopback, against a server that answers all at once. */
@Tag("slot")
final class RealClientsFutureTest {
  private static final int REQUESTS = 200;

  private final CountDownLatch mayAnswer = new CountDownLatch(1);
  private final AtomicInteger arrived = new AtomicInteger();
  private final ExecutorService handlers = Executors.newVirtualThreadPerTaskExecutor();
  private final ExecutorService pool = Executors.newFixedThreadPool(2);
  private HttpServer server;

  @BeforeEach
  void startServer() throws IOException {
    server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 2 * REQUESTS);
    server.setExecutor(handlers);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stopServer() {
    mayAnswer.countDown();
    server.stop(0);
    handlers.close();
    pool.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      arrived.incrementAndGet();
      Calls.await(mayAnswer);
      byte[] body = exchange.getRequestURI().getPath().substring(1).getBytes(UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private URI uri(String path) {
    InetSocketAddress address = server.getAddress();
    return URI.create(
        "http://" + address.getAddress().getHostAddress() + ":" + address.getPort() + "/" + path);
  }

  @ParameterizedTest
  @EnumSource
  void continuationsOfConcurrentRequestsRunUnderTheContextOfTheirCaller(RealClient.Kind kind)
      throws Exception {
    List<CompletableFuture<String>> results = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    try (RealClient client = kind.start()) {
      for (int i = 0; i < REQUESTS; i++) {
        String name = "request-" + i;
        expected.add("answer to " + name + " under " + name + ", on the pool under " + name);
        try (Scope scope = named(name).makeCurrent()) {
          results.add(
              ContextFutures.wrap(client.send(uri(name)))
                  .thenApply(
                      response -> "answer to " + client.body(response) + " under " + currentName())
                  .thenApplyAsync(
                      answer -> answer + ", on the pool under " + currentName(),
                      ContextExecutors.wrap(pool)));
        }
      }
      Calls.until(() -> arrived.get() == REQUESTS);
      mayAnswer.countDown();
      for (int i = 0; i < REQUESTS; i++) {
        assertThat(Calls.get(results.get(i))).isEqualTo(expected.get(i));
      }
    }
    assertThat(currentName()).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void cancellingTheWrapperCancelsTheRequest(RealClient.Kind kind) throws Exception {
    try (RealClient client = kind.start()) {
      CompletableFuture<?> request = client.send(uri("never"));
      CompletableFuture<?> wrapper = ContextFutures.wrap(request);
      CompletableFuture<String> seen;
      try (Scope scope = named("caller").makeCurrent()) {
        seen = wrapper.handle((response, failure) -> failure + " under " + currentName());
      }
      Calls.until(() -> arrived.get() == 1);
      assertThat(wrapper.cancel(true)).isTrue();
      assertThat(request).isDone();
      for (CompletableFuture<?> ended : List.of(request, wrapper)) {
        // the JDK's has it as the cause
        assertThat(catchThrowable(ended::join))
            .satisfiesAnyOf(
                failure -> assertThat(failure).isInstanceOf(CancellationException.class),
                failure -> assertThat(failure).hasCauseInstanceOf(CancellationException.class));
      }
      assertThat(Calls.get(seen)).contains("CancellationException").endsWith(" under caller");
    }
  }

  /** Of the JDK's client alone: the others' derived futures are plain ones. */
  @Test
  void cancellingAStageOfTheJdksCancelsTheRequest() throws Exception {
    try (RealClient client = RealClient.Kind.JDK.start()) {
      CompletableFuture<?> request = client.send(uri("never"));
      CompletableFuture<?> stage =
          ContextFutures.wrap(request).thenApply(client::body).thenRun(() -> {});
      Calls.until(() -> arrived.get() == 1);
      assertThat(stage.cancel(true)).isTrue();
      Calls.until(request::isDone);
      assertThat(stage).isCompletedExceptionally();
    }
  }

  @ParameterizedTest
  @EnumSource
  void failureOfARequestIsTheClientsOwn(RealClient.Kind kind) throws Exception {
    URI nowhere = uri("gone");
    server.stop(0);
    try (RealClient client = kind.start()) {
      CompletableFuture<?> request = client.send(nowhere);
      CompletableFuture<?> wrapper;
      CompletableFuture<String> seen;
      try (Scope scope = named("caller").makeCurrent()) {
        wrapper = ContextFutures.wrap(request);
        seen = wrapper.handle((response, failure) -> currentName());
      }
      assertThat(Calls.get(seen)).isEqualTo("caller");
      assertThat(wrapper.exceptionNow()).isSameAs(request.exceptionNow());
    }
  }
}
