package dev.baton.executors;

import java.lang.reflect.Proxy;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.CookieManager;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** Sends nothing, and remembers what it was given. */
final class StubHttpClient extends HttpClient {
  final List<String> calls = new ArrayList<>();
  final CompletableFuture<WebSocket> socket = new CompletableFuture<>();
  HttpRequest request;
  WebSocket.Listener listener;
  private Object pushes;
  private final CookieHandler cookies = new CookieManager();
  private final ProxySelector proxies = ProxySelector.of(null);
  private final Authenticator authenticator = new Authenticator() {};
  private final Executor executor = Runnable::run;
  private final SSLParameters parameters = new SSLParameters();

  private <T> T called(String method, T result) {
    calls.add(method);
    return result;
  }

  @SuppressWarnings("unchecked") // whoever sent them knows
  <T> PushPromiseHandler<T> pushes() {
    return (PushPromiseHandler<T>) pushes;
  }

  @Override
  public <T> HttpResponse<T> send(HttpRequest sent, BodyHandler<T> handler) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest sent, BodyHandler<T> handler) {
    return sendAsync(sent, handler, null);
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest sent, BodyHandler<T> handler, PushPromiseHandler<T> hearing) {
    request = sent;
    pushes = hearing;
    return new CompletableFuture<>();
  }

  @Override
  public WebSocket.Builder newWebSocketBuilder() {
    return (WebSocket.Builder)
        Proxy.newProxyInstance(
            StubHttpClient.class.getClassLoader(),
            new Class<?>[] {WebSocket.Builder.class},
            (proxy, method, arguments) -> {
              calls.add(method.getName());
              if (method.getName().equals("buildAsync")) {
                listener = (WebSocket.Listener) arguments[1];
                return socket;
              }
              return proxy;
            });
  }

  /** A listener that says which of its methods is called. */
  static WebSocket.Listener listener(Consumer<String> heard) {
    return (WebSocket.Listener)
        Proxy.newProxyInstance(
            StubHttpClient.class.getClassLoader(),
            new Class<?>[] {WebSocket.Listener.class},
            (proxy, method, arguments) -> {
              heard.accept(method.getName());
              return null;
            });
  }

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return called("cookieHandler", Optional.of(cookies));
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return called("connectTimeout", Optional.of(Duration.ofSeconds(7)));
  }

  @Override
  public Redirect followRedirects() {
    return called("followRedirects", Redirect.ALWAYS);
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return called("proxy", Optional.of(proxies));
  }

  @Override
  public SSLContext sslContext() {
    return called("sslContext", null);
  }

  @Override
  public SSLParameters sslParameters() {
    return called("sslParameters", parameters);
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return called("authenticator", Optional.of(authenticator));
  }

  @Override
  public Version version() {
    return called("version", Version.HTTP_1_1);
  }

  @Override
  public Optional<Executor> executor() {
    return called("executor", Optional.of(executor));
  }

  @Override
  public void shutdown() {
    calls.add("shutdown");
  }

  @Override
  public boolean awaitTermination(Duration duration) {
    return called("awaitTermination", false);
  }

  @Override
  public boolean isTerminated() {
    return called("isTerminated", true);
  }

  @Override
  public void shutdownNow() {
    calls.add("shutdownNow");
  }

  @Override
  public void close() {
    calls.add("close");
  }

  /** Of a class that is not the JDK's, with a method that its builder refuses. */
  static final class OddRequest extends HttpRequest {
    private final URI uri;

    OddRequest(URI uri) {
      this.uri = uri;
    }

    @Override
    public Optional<BodyPublisher> bodyPublisher() {
      return Optional.of(BodyPublishers.noBody());
    }

    @Override
    public String method() {
      return "NOT A METHOD";
    }

    @Override
    public Optional<Duration> timeout() {
      return Optional.empty();
    }

    @Override
    public boolean expectContinue() {
      return false;
    }

    @Override
    public URI uri() {
      return uri;
    }

    @Override
    public Optional<HttpClient.Version> version() {
      return Optional.empty();
    }

    @Override
    public HttpHeaders headers() {
      return HttpHeaders.of(Map.of(), (name, value) -> true);
    }
  }
}
