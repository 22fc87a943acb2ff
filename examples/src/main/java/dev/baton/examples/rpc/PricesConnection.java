package dev.baton.examples.rpc;

import dev.baton.examples.rpc.generated.Prices;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.apache.thrift.async.TAsyncClientManager;
import org.apache.thrift.protocol.TProtocolFactory;
import org.apache.thrift.transport.TNonblockingSocket;
import org.apache.thrift.transport.TTransportException;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a {@link PricesServer}, for one call at a time, as Thrift has it.
 *
 * @param calls the client, for callbacks
 * @param futures the same client, for futures
 */
record PricesConnection(
    TNonblockingSocket socket, Prices.AsyncIface calls, Prices.FutureIface futures)
    implements AutoCloseable {
  /**
   * Connects with the first call.
   *
   * @param tracing null for a peer that knows nothing of traces
   * @param timeout of each call, in milliseconds; none if 0
   */
  static PricesConnection to(
      InetSocketAddress server,
      TAsyncClientManager manager,
      @Nullable ThriftTracing tracing,
      TProtocolFactory protocol,
      long timeout)
      throws IOException, TTransportException {
    TNonblockingSocket socket = new TNonblockingSocket(server.getHostString(), server.getPort());
    Prices.AsyncClient client =
        new Prices.AsyncClient(
            tracing == null ? protocol : ThriftTracing.protocol(protocol), manager, socket);
    client.setTimeout(timeout);
    Prices.FutureIface futures = new Prices.FutureClient(client);
    return tracing == null
        ? new PricesConnection(socket, client, futures)
        : new PricesConnection(
            socket,
            tracing.client(Prices.AsyncIface.class, client, server),
            tracing.client(Prices.FutureIface.class, futures, server));
  }

  @Override
  public void close() {
    socket.close();
  }
}
