package dev.baton.examples.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.examples.rpc.PricesProcess.Encoding;
import dev.baton.examples.rpc.generated.NoSuchArticle;
import dev.baton.tracing.TracedOperations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.thrift.TException;
import org.apache.thrift.async.TAsyncClientManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client here and a server in a JVM of its own. */
final class TwoProcessesTest {
  private static final int CALLS = 1_000;
  private static final String FIND = "shop.Prices/find";

  private final SpanLog log = new SpanLog("orders");
  private final TracedOperations operations = TracedOperations.of(log.openTelemetry());
  private final ThriftTracing tracing = ThriftTracing.of(log.openTelemetry(), PricesServer.SERVICE);
  private final List<PricesConnection> connections = new ArrayList<>();
  private final TAsyncClientManager manager;

  TwoProcessesTest() throws Exception {
    manager = new TAsyncClientManager();
  }

  @AfterEach
  void close() {
    connections.forEach(PricesConnection::close);
    manager.stop();
  }

  private PricesConnection connect(ServerProcess server, Encoding encoding, boolean traced)
      throws Exception {
    PricesConnection connection =
        PricesConnection.to(
            server.address(), manager, traced ? tracing : null, encoding.protocol(), 0);
    connections.add(connection);
    return connection;
  }

  /** In a span of its own. */
  private CompletableFuture<Long> order(PricesConnection prices, String article) {
    return operations.trace(
        "order",
        () -> {
          try {
            return prices.futures().find(article);
          } catch (TException e) {
            return CompletableFuture.failedFuture(e);
          }
        });
  }

  private static void await(CompletableFuture<?> future) throws Exception {
    future.get(50, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @EnumSource
  void concurrentCallsAreWholeTraces(Encoding encoding) throws Exception {
    ServerProcess.Result result;
    try (ServerProcess server = new ServerProcess(encoding, true)) {
      for (int i = 0; i < CALLS; i++) {
        connect(server, encoding, true);
      }
      List<CompletableFuture<Long>> prices =
          connections.stream().map(connection -> order(connection, "chair")).toList();
      await(CompletableFuture.allOf(prices.toArray(new CompletableFuture<?>[0])));
      result = server.stop();
    }
    assertThat(result.open()).isZero();
    assertThat(log.open()).isZero();
    List<EndedSpan> spans = Stream.concat(log.spans().stream(), result.spans().stream()).toList();
    assertThat(spans).hasSize(4 * CALLS);
    Map<String, EndedSpan> byId =
        spans.stream().collect(Collectors.toMap(EndedSpan::spanId, Function.identity()));
    Map<String, List<EndedSpan>> traces =
        spans.stream().collect(Collectors.groupingBy(EndedSpan::traceId));
    assertThat(traces).hasSize(CALLS);
    traces
        .values()
        .forEach(
            trace ->
                assertThat(trace)
                    .extracting(span -> path(byId, span))
                    .containsExactlyInAnyOrder(
                        "orders INTERNAL order",
                        "orders INTERNAL order > orders CLIENT " + FIND,
                        "orders INTERNAL order > orders CLIENT "
                            + FIND
                            + " > prices SERVER "
                            + FIND,
                        "orders INTERNAL order > orders CLIENT "
                            + FIND
                            + " > prices SERVER "
                            + FIND
                            + " > prices INTERNAL look up"));
  }

  private static String path(Map<String, EndedSpan> byId, EndedSpan span) {
    String name = span.process() + " " + span.kind() + " " + span.name();
    if (span.isRoot()) {
      return name;
    }
    EndedSpan parent = byId.get(span.parentId());
    assertThat(parent).as("the parent of %s", span).isNotNull();
    assertThat(parent.traceId()).isEqualTo(span.traceId());
    return path(byId, parent) + " > " + name;
  }

  @Test
  void failureIsInBothProcesses() throws Exception {
    try (ServerProcess server = new ServerProcess(Encoding.COMPACT, true)) {
      PricesConnection prices = connect(server, Encoding.COMPACT, true);
      CompletableFuture<Long> price = order(prices, PricesHandler.MISSING);
      assertThatThrownBy(() -> await(price)).hasCauseInstanceOf(NoSuchArticle.class);
      assertThat(Stream.concat(log.spans().stream(), server.stop().spans().stream()))
          .hasSize(4)
          .extracting(EndedSpan::error)
          .containsOnly(NoSuchArticle.class.getName());
    }
  }

  @Test
  void serverThatKnowsOfNoTracesAnswers() throws Exception {
    try (ServerProcess server = new ServerProcess(Encoding.BINARY, false)) {
      await(order(connect(server, Encoding.BINARY, true), "chair"));
      assertThat(log.spans()).extracting(EndedSpan::name).containsExactly(FIND, "order");
      assertThat(server.stop().spans()).extracting(EndedSpan::name).containsExactly("look up");
    }
  }

  @Test
  void clientThatKnowsOfNoTracesIsServed() throws Exception {
    try (ServerProcess server = new ServerProcess(Encoding.BINARY, true)) {
      await(connect(server, Encoding.BINARY, false).futures().find("chair"));
      assertThat(server.stop().spans())
          .filteredOn(EndedSpan::isRoot)
          .extracting(EndedSpan::name)
          .containsExactly(FIND);
    }
  }
}
