package beside.recipes;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers once the callback is registered, or hangs up, if it is asked to. */
final class WebServer implements AutoCloseable {
  private final Trial trial;
  private final String answer;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  WebServer(Trial trial, String answer) throws IOException {
    this.trial = trial;
    this.answer = answer;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private void handle(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    trial.awaitRegistration();
    if (exchange.getRequestURI().getPath().startsWith("/hang-up")) {
      throw new IOException("as asked");
    }
    byte[] body = answer.getBytes(UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
