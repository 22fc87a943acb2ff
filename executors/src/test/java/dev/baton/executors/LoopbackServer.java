package dev.baton.executors;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.baton.context.testing.Calls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers when it is told to; {@code /broken} with less than it promises. */
final class LoopbackServer implements AutoCloseable {
  private final CountDownLatch mayAnswer = new CountDownLatch(1);
  private final AtomicInteger arrived = new AtomicInteger();
  private final ExecutorService handlers = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private final String address;

  LoopbackServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(handlers);
    server.createContext("/", this::answer);
    server.start();
    InetSocketAddress bound = server.getAddress();
    address = "http://" + bound.getAddress().getHostAddress() + ":" + bound.getPort() + "/";
  }

  URI uri(String path) {
    return URI.create(address + path);
  }

  void answerAll() {
    mayAnswer.countDown();
  }

  int arrived() {
    return arrived.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      arrived.incrementAndGet();
      Calls.await(mayAnswer);
      String asked = exchange.getRequestMethod() + " " + exchange.getRequestURI();
      String header = exchange.getRequestHeaders().getFirst("X-Name");
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      byte[] answer = (asked + " " + header + (body.isEmpty() ? "" : " " + body)).getBytes(UTF_8);
      boolean broken = exchange.getRequestURI().getPath().equals("/broken");
      exchange.sendResponseHeaders(200, answer.length + (broken ? 1 : 0));
      exchange.getResponseBody().write(answer);
      exchange.getResponseBody().flush();
    }
  }

  @Override
  public void close() {
    answerAll();
    server.stop(0);
    handlers.close();
  }
}
