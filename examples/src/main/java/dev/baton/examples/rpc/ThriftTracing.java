package dev.baton.examples.rpc;

import dev.baton.tracing.TracedRequests;
import io.opentelemetry.api.OpenTelemetry;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.util.Objects;
import org.apache.thrift.TAsyncProcessor;
import org.apache.thrift.TProcessor;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.protocol.TProtocolFactory;
import org.apache.thrift.transport.TTransport;

/**
 * Spans of a Thrift service's calls, with the trace in their messages. Both sides make their
 * protocol with {@link #protocol}; a client is wrapped by {@link #client}, and a server's handler
 * and processor by {@link #handler} and {@link #processor}.
 *
 * {@snippet file="dev/baton/examples/rpc/ThriftTracingTest.java" region="thrift"}
 *
 * <p>Either side may do without: its peer is then served, or answered, as Thrift does.
 */
public final class ThriftTracing {
  private final TracedRequests<ThriftRequest> requests;
  private final String service;

  private ThriftTracing(TracedRequests<ThriftRequest> requests, String service) {
    this.requests = requests;
    this.service = service;
  }

  /**
   * Spans of this one.
   *
   * @param service the service's name, with its package: {@code shop.Prices}
   */
  public static ThriftTracing of(OpenTelemetry openTelemetry, String service) {
    return new ThriftTracing(
        TracedRequests.of(openTelemetry, new ThriftCarrier()),
        Objects.requireNonNull(service, "service"));
  }

  /** Writes and reads the headers of traced calls. For any other message it is the one given. */
  public static TProtocolFactory protocol(TProtocolFactory factory) {
    return new Factory(Objects.requireNonNull(factory, "factory"));
  }

  /**
   * A client whose calls have spans.
   *
   * @param type its {@code AsyncIface}, or its {@code FutureIface}
   * @param client makes its messages with a {@link #protocol}
   * @param server where they are sent to
   */
  public <T> T client(Class<T> type, T client, InetSocketAddress server) {
    return proxy(
        type,
        new TracedClient(requests, service, Objects.requireNonNull(server, "server"), client));
  }

  /**
   * A handler whose calls have spans.
   *
   * @param type its {@code AsyncIface}
   */
  public <T> T handler(Class<T> type, T handler) {
    return proxy(type, new TracedHandler(requests, service, handler));
  }

  /** Processes messages for a {@link #handler}. The server reads them with a {@link #protocol}. */
  public static <P extends TProcessor & TAsyncProcessor> TProcessor processor(P processor) {
    return new TracedProcessor<>(Objects.requireNonNull(processor, "processor"));
  }

  private static <T> T proxy(Class<T> type, InvocationHandler calls) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, calls));
  }

  private record Factory(TProtocolFactory factory) implements TProtocolFactory {
    @Override
    public TProtocol getProtocol(TTransport transport) {
      return new TracedProtocol(factory.getProtocol(transport), factory);
    }
  }
}
