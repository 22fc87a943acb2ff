package dev.baton.examples.rpc;

import dev.baton.context.Baton;
import dev.baton.executors.ContextExecutors;
import dev.baton.tracing.TracedOperations;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TCompactProtocol;
import org.apache.thrift.protocol.TProtocolFactory;

/**
 * A {@link PricesServer} in a process of its own. Writes its port to its output; when its input
 * ends, then so does this, after it has written how many spans are open, and each that has ended.
 */
final class PricesProcess {
  /** How messages are written. */
  enum Encoding {
    BINARY,
    COMPACT;

    TProtocolFactory protocol() {
      return switch (this) {
        case BINARY -> new TBinaryProtocol.Factory();
        case COMPACT -> new TCompactProtocol.Factory();
      };
    }
  }

  private PricesProcess() {}

  /** Takes the encoding, and whether it is {@code traced} or {@code plain}. */
  public static void main(String[] args) throws Exception {
    Baton.install();
    Encoding encoding = Encoding.valueOf(args[0].toUpperCase(Locale.ROOT));
    SpanLog log = new SpanLog("prices");
    ThriftTracing tracing =
        args[1].equals("plain")
            ? null
            : ThriftTracing.of(log.openTelemetry(), PricesServer.SERVICE);
    try (ExecutorService pool = ContextExecutors.wrap(Executors.newFixedThreadPool(4));
        PricesServer server =
            new PricesServer(
                tracing,
                encoding.protocol(),
                new PricesHandler(TracedOperations.of(log.openTelemetry()), pool))) {
      System.out.println(server.address().getPort());
      while (System.in.read() >= 0) {
        // there is nothing to read: only the end counts
      }
    }
    System.out.println(log.open());
    log.spans().forEach(span -> System.out.println(span.toText()));
  }
}
