package dev.baton.executors;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.Dsl;
import org.asynchttpclient.Response;
import org.eclipse.jetty.client.CompletableResponseListener;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** An HTTP client that people use, which answers on threads of its own. */
abstract class RealClient implements AutoCloseable {

  /** The clients that there are. */
  enum Kind {
    JDK,
    JETTY,
    ASYNC_HTTP_CLIENT;

    RealClient start() throws Exception {
      return switch (this) {
        case JDK -> new Jdk();
        case JETTY -> new Jetty();
        case ASYNC_HTTP_CLIENT -> new Ahc();
      };
    }
  }

  /** Sends a request; the future is the client's own. */
  abstract CompletableFuture<?> send(URI uri);

  /** The body of what a future of {@link #send} brought. */
  abstract String body(Object response);

  @Override
  public abstract void close() throws Exception;

  private static final class Jdk extends RealClient {
    private final HttpClient client = HttpClient.newHttpClient();

    @Override
    CompletableFuture<?> send(URI uri) {
      return client.sendAsync(
          HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    String body(Object response) {
      return (String) ((HttpResponse<?>) response).body();
    }

    @Override
    public void close() {
      client.shutdownNow();
      client.close();
    }
  }

  private static final class Jetty extends RealClient {
    private final org.eclipse.jetty.client.HttpClient client =
        new org.eclipse.jetty.client.HttpClient();

    Jetty() throws Exception {
      client.setExecutor(new QueuedThreadPool(8));
      client.setMaxConnectionsPerDestination(1000);
      client.start();
    }

    @Override
    CompletableFuture<?> send(URI uri) {
      return new CompletableResponseListener(client.newRequest(uri)).send();
    }

    @Override
    String body(Object response) {
      return ((ContentResponse) response).getContentAsString();
    }

    @Override
    public void close() throws Exception {
      client.stop();
    }
  }

  private static final class Ahc extends RealClient {
    private final AsyncHttpClient client =
        Dsl.asyncHttpClient(
            Dsl.config().setIoThreadsCount(2).setShutdownQuietPeriod(java.time.Duration.ZERO));

    @Override
    CompletableFuture<?> send(URI uri) {
      return client.prepareGet(uri.toString()).execute().toCompletableFuture();
    }

    @Override
    String body(Object response) {
      return ((Response) response).getResponseBody();
    }

    @Override
    public void close() throws IOException {
      client.close();
    }
  }
}
