package dev.baton.examples.rpc;

import dev.baton.context.Baton;
import dev.baton.tracing.TracedOperations;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.thrift.TException;
import org.apache.thrift.async.TAsyncClientManager;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code rpc}. */
@Command(
    name = "rpc",
    customSynopsis = "mvn -q -Pdemo -pl examples -am compile -Dargs=\"rpc\"",
    description = {
      "Calls a Thrift service in a second process, with an asynchronous client and a non-blocking"
          + " server, and prints the trace of it.",
      ""
    },
    usageHelpWidth = 90)
public final class RpcCommand implements Callable<Integer> {
  @Option(names = "--help", usageHelp = true, description = "show this and exit")
  @SuppressWarnings("UnusedVariable") // picocli does the rest
  private boolean help;

  private final PrintStream out;

  /** Prints to a stream. */
  public RpcCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws Exception {
    Baton.install();
    System.setProperty("slf4j.internal.verbosity", "ERROR"); // for Thrift there is no logger here
    SpanLog log = new SpanLog("orders");
    PricesProcess.Encoding encoding = PricesProcess.Encoding.BINARY;
    ThriftTracing tracing = ThriftTracing.of(log.openTelemetry(), PricesServer.SERVICE);
    TAsyncClientManager manager = new TAsyncClientManager();
    List<EndedSpan> spans = new ArrayList<>();
    try (ServerProcess server = new ServerProcess(encoding, true);
        PricesConnection prices =
            PricesConnection.to(server.address(), manager, tracing, encoding.protocol(), 0)) {
      Long cents =
          TracedOperations.of(log.openTelemetry())
              .trace("order", () -> find(prices, "chair"))
              .get(30, TimeUnit.SECONDS);
      out.printf(Locale.ROOT, "%nA chair is %d cents. The trace of that:%n%n", cents);
      spans.addAll(log.spans());
      spans.addAll(server.stop().spans());
    } finally {
      manager.stop();
    }
    spans.sort(Comparator.comparingLong(EndedSpan::start));
    out.printf(Locale.ROOT, "%-32s %-8s %-9s %8s%n", "span", "process", "kind", "ms");
    spans.stream().filter(EndedSpan::isRoot).forEach(root -> print(spans, root, ""));
    return 0;
  }

  private static CompletableFuture<Long> find(PricesConnection prices, String article) {
    try {
      return prices.futures().find(article);
    } catch (TException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void print(List<EndedSpan> spans, EndedSpan span, String indent) {
    out.printf(
        Locale.ROOT,
        "%-32s %-8s %-9s %8.2f%n",
        indent + span.name(),
        span.process(),
        span.kind().toLowerCase(Locale.ROOT),
        (span.end() - span.start()) / 1e6);
    spans.stream()
        .filter(child -> child.parentId().equals(span.spanId()))
        .forEach(child -> print(spans, child, indent + "  "));
  }
}
