package beside.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A server and a client of the JDK's, and a pool. */
final class Loopback implements AutoCloseable {
  static final int SECONDS = 60;

  final HttpServer server;
  final HttpClient client = HttpClient.newHttpClient();
  final ExecutorService pool = Executors.newCachedThreadPool();
  private final ExecutorService handlers = Executors.newVirtualThreadPerTaskExecutor();
  private boolean started;

  Loopback() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
    server.setExecutor(handlers);
  }

  HttpContext serve(String path, HttpHandler handler) {
    return server.createContext(path, handler);
  }

  /** To the server, which is started with the first one. */
  HttpRequest.Builder request(String path) {
    if (!started) {
      started = true;
      server.start();
    }
    InetSocketAddress address = server.getAddress();
    String host = address.getAddress().getHostAddress();
    return HttpRequest.newBuilder(URI.create("http://" + host + ":" + address.getPort() + path));
  }

  static void answer(HttpExchange exchange, int status) {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      exchange.getResponseHeaders().add("X-Cache", "hit");
      byte[] body = "answer".getBytes(UTF_8);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void await(CountDownLatch latch) {
    try {
      if (!latch.await(SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("waited in vain");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
    server.stop(0);
    handlers.close();
    pool.close();
  }
}
