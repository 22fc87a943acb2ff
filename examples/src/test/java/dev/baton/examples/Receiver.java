package dev.baton.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A collector that takes in spans by OTLP over HTTP, or refuses them. */
final class Receiver implements AutoCloseable {
  private final int status;
  private final Queue<ReceivedSpan> spans = new ConcurrentLinkedQueue<>();
  private final Queue<IOException> failures = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  /**
   * Starts it.
   *
   * @param status what it answers with
   */
  Receiver(int status) throws IOException {
    this.status = status;
    this.server = HttpServer.create(Loopback.anyPort(), 0);
    server.setExecutor(threads);
    server.createContext("/v1/traces", this::receive);
    server.start();
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      spans.addAll(ReceivedSpan.of(ExportTraceServiceRequest.parseFrom(exchange.getRequestBody())));
      exchange.sendResponseHeaders(status, -1);
    } catch (IOException e) {
      failures.add(e);
    }
  }

  String endpoint() {
    return "http://" + Loopback.HOST + ":" + server.getAddress().getPort();
  }

  /** Those of one of the two sides. */
  List<ReceivedSpan> spans(String executors) {
    if (!failures.isEmpty()) {
      throw new AssertionError("cannot read what was sent", failures.peek());
    }
    return spans.stream().filter(span -> span.executors().equals(executors)).toList();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
