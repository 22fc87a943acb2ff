package dev.baton.examples.rpc;

import dev.baton.examples.rpc.generated.Prices;
import dev.baton.executors.ContextExecutors;
import dev.baton.tracing.TracedOperations;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.thrift.async.TAsyncClientManager;

/** A client and a server in this process, each traced or plain. */
final class Peers implements AutoCloseable {
  final SpanLog clientLog = new SpanLog("orders");
  final SpanLog serverLog = new SpanLog("prices");
  final TAsyncClientManager manager = new TAsyncClientManager();
  final ExecutorService pool = ContextExecutors.wrap(Executors.newFixedThreadPool(2));
  final PricesServer server;
  private final PricesProcess.Encoding encoding;
  private final List<PricesConnection> connections = new ArrayList<>();

  Peers(PricesProcess.Encoding encoding, boolean tracedServer) throws Exception {
    this(encoding, tracedServer, null);
  }

  Peers(PricesProcess.Encoding encoding, boolean tracedServer, Prices.AsyncIface handler)
      throws Exception {
    this.encoding = encoding;
    this.server =
        new PricesServer(
            tracedServer ? ThriftTracing.of(serverLog.openTelemetry(), PricesServer.SERVICE) : null,
            encoding.protocol(),
            handler == null
                ? new PricesHandler(TracedOperations.of(serverLog.openTelemetry()), pool)
                : handler);
  }

  PricesConnection traced(long timeout) throws Exception {
    return connect(ThriftTracing.of(clientLog.openTelemetry(), PricesServer.SERVICE), timeout);
  }

  PricesConnection plain() throws Exception {
    return connect(null, 0);
  }

  private PricesConnection connect(ThriftTracing tracing, long timeout) throws Exception {
    PricesConnection connection =
        PricesConnection.to(server.address(), manager, tracing, encoding.protocol(), timeout);
    connections.add(connection);
    return connection;
  }

  /** The only span of that name. */
  static SpanData only(SpanLog log, String name) {
    List<SpanData> spans =
        log.ended().stream().filter(span -> span.getName().equals(name)).toList();
    if (spans.size() != 1) {
      throw new AssertionError(name + ": " + spans);
    }
    return spans.get(0);
  }

  @Override
  public void close() throws Exception {
    connections.forEach(PricesConnection::close);
    manager.stop();
    server.close();
    pool.close();
  }
}
