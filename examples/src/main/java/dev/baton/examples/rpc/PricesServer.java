package dev.baton.examples.rpc;

import dev.baton.examples.rpc.generated.Prices;
import dev.baton.executors.ContextExecutors;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.Executors;
import org.apache.thrift.protocol.TProtocolFactory;
import org.apache.thrift.server.THsHaServer;
import org.apache.thrift.transport.TNonblockingServerSocket;
import org.apache.thrift.transport.TNonblockingServerSocket.NonblockingAbstractServerSocketArgs;
import org.apache.thrift.transport.TTransportException;
import org.jspecify.annotations.Nullable;

/** Serves prices, on a port of this machine that is free. */
final class PricesServer implements AutoCloseable {
  /** What its interface is called, whatever the packages of the generated code are. */
  static final String SERVICE = "shop.Prices";

  private static final int THREADS = 4;
  private static final int BACKLOG = 1024;

  private final InetSocketAddress address;
  private final THsHaServer server;
  private final Thread thread;

  /**
   * Starts.
   *
   * @param tracing null for a peer that knows nothing of traces
   */
  PricesServer(
      @Nullable ThriftTracing tracing, TProtocolFactory protocol, Prices.AsyncIface handler)
      throws TTransportException, UnknownHostException {
    TNonblockingServerSocket socket =
        new TNonblockingServerSocket(
            new NonblockingAbstractServerSocketArgs().bindAddr(port(0)).backlog(BACKLOG));
    this.address = port(socket.getPort());
    THsHaServer.Args args =
        new THsHaServer.Args(socket)
            .executorService(ContextExecutors.wrap(Executors.newFixedThreadPool(THREADS)));
    if (tracing == null) {
      args.protocolFactory(protocol).processor(new Prices.AsyncProcessor<>(handler));
    } else {
      args.protocolFactory(ThriftTracing.protocol(protocol))
          .processor(
              ThriftTracing.processor(
                  new Prices.AsyncProcessor<>(tracing.handler(Prices.AsyncIface.class, handler))));
    }
    this.server = new THsHaServer(args);
    this.thread = new Thread(server::serve, "prices");
    thread.start();
  }

  /** A port of this machine. */
  static InetSocketAddress port(int port) throws UnknownHostException {
    return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
  }

  InetSocketAddress address() {
    return address;
  }

  /** Stops, when the calls that have come are handed over to the handler. */
  @Override
  public void close() throws InterruptedException {
    while (!server.isServing() && thread.isAlive()) {
      Thread.onSpinWait(); // or it would not stop
    }
    server.stop();
    thread.join();
  }
}
