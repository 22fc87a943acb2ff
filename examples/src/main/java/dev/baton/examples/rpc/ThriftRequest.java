package dev.baton.examples.rpc;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A call.
 *
 * @param method with its service and that one's package, as {@code shop.Prices/find}
 * @param server where it is sent to; null where it has come to
 */
record ThriftRequest(String method, @Nullable InetSocketAddress server, ThriftHeaders headers) {}
