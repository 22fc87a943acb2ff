package dev.baton.examples.rpc;

import dev.baton.tracing.RequestCarrier;
import io.opentelemetry.api.common.AttributesBuilder;
import java.net.InetSocketAddress;

/** Calls of Thrift, by the semantic conventions for RPC. */
final class ThriftCarrier implements RequestCarrier<ThriftRequest> {
  @Override
  public String spanName(ThriftRequest request) {
    return request.method();
  }

  @Override
  public Iterable<String> values(ThriftRequest request, String header) {
    return request.headers().values(header);
  }

  @Override
  public void set(ThriftRequest request, String header, String value) {
    request.headers().set(header, value);
  }

  /** The conventions have no name for this system yet: so it is the plain one, as Dubbo's is. */
  @Override
  public void describe(ThriftRequest request, AttributesBuilder attributes) {
    attributes.put("rpc.system.name", "thrift");
    attributes.put("rpc.method", request.method());
    InetSocketAddress server = request.server();
    if (server != null) {
      attributes.put("server.address", server.getHostString());
      attributes.put("server.port", server.getPort());
    }
  }
}
