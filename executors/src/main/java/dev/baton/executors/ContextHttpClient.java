package dev.baton.executors;

import dev.baton.context.CapturedContext;
import dev.baton.context.Propagation;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** Hands each request on with callbacks that run under the sender's context. */
final class ContextHttpClient extends HttpClient {
  final HttpClient client;
  private final Propagation propagation;

  ContextHttpClient(HttpClient client, Propagation propagation) {
    this.client = client;
    this.propagation = propagation;
  }

  @Override
  public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
      throws IOException, InterruptedException {
    CapturedContext captured = propagation.capture();
    return client.send(with(captured, request), ContextBodyHandler.of(captured, handler));
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler) {
    CapturedContext captured = propagation.capture();
    return ContextFutures.wrap(
        client.sendAsync(with(captured, request), ContextBodyHandler.of(captured, handler)),
        propagation);
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler, @Nullable PushPromiseHandler<T> pushes) {
    CapturedContext captured = propagation.capture();
    return ContextFutures.wrap(
        client.sendAsync(
            with(captured, request),
            ContextBodyHandler.of(captured, handler),
            pushes == null ? null : new ContextPushPromiseHandler<>(captured, propagation, pushes)),
        propagation);
  }

  /** A copy: a request class of our own would hide what a later JDK adds. */
  private static HttpRequest with(CapturedContext captured, HttpRequest request) {
    BodyPublisher publisher = request == null ? null : request.bodyPublisher().orElse(null);
    if (publisher == null || publisher instanceof ContextBodyPublisher) {
      return request;
    }
    try {
      return HttpRequest.newBuilder(request, (name, value) -> true)
          .method(request.method(), new ContextBodyPublisher(captured, publisher))
          .build();
    } catch (RuntimeException e) {
      return request; // the client may take it
    }
  }

  @Override
  public WebSocket.Builder newWebSocketBuilder() {
    return new ContextWebSocketBuilder(client.newWebSocketBuilder(), propagation);
  }

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return client.cookieHandler();
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return client.connectTimeout();
  }

  @Override
  public Redirect followRedirects() {
    return client.followRedirects();
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return client.proxy();
  }

  @Override
  public SSLContext sslContext() {
    return client.sslContext();
  }

  @Override
  public SSLParameters sslParameters() {
    return client.sslParameters();
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return client.authenticator();
  }

  @Override
  public Version version() {
    return client.version();
  }

  @Override
  public Optional<Executor> executor() {
    return client.executor();
  }

  @Override
  public void shutdown() {
    client.shutdown();
  }

  @Override
  public boolean awaitTermination(Duration duration) throws InterruptedException {
    return client.awaitTermination(duration);
  }

  @Override
  public boolean isTerminated() {
    return client.isTerminated();
  }

  @Override
  public void shutdownNow() {
    client.shutdownNow();
  }

  @Override
  public void close() {
    client.close();
  }

  @Override
  public String toString() {
    return "ContextHttpClient[" + client + "]";
  }
}
