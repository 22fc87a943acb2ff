package dev.baton.examples.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.examples.rpc.PricesProcess.Encoding;
import dev.baton.examples.rpc.generated.Prices;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.thrift.async.TAsyncClientManager;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TProtocolFactory;
import org.apache.thrift.server.THsHaServer;
import org.apache.thrift.server.TServer;
import org.apache.thrift.transport.TNonblockingServerSocket;
import org.apache.thrift.transport.TNonblockingSocket;
import org.apache.thrift.transport.TTransportException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A call that goes well, and its spans. */
final class ThriftTracingTest {
  private static final String FIND = "shop.Prices/find";
  private static final String VIEWED = "shop.Prices/viewed";

  // @start region="thrift"
  private static final TProtocolFactory PROTOCOL =
      ThriftTracing.protocol(new TBinaryProtocol.Factory());

  static Prices.AsyncIface client(
      ThriftTracing tracing, InetSocketAddress server, TAsyncClientManager manager)
      throws IOException, TTransportException {
    TNonblockingSocket socket = new TNonblockingSocket(server.getHostString(), server.getPort());
    Prices.AsyncClient client = new Prices.AsyncClient(PROTOCOL, manager, socket);
    return tracing.client(Prices.AsyncIface.class, client, server);
  }

  static TServer server(
      ThriftTracing tracing, TNonblockingServerSocket socket, Prices.AsyncIface handler) {
    Prices.AsyncIface traced = tracing.handler(Prices.AsyncIface.class, handler);
    return new THsHaServer(
        new THsHaServer.Args(socket)
            .protocolFactory(PROTOCOL)
            .processor(ThriftTracing.processor(new Prices.AsyncProcessor<>(traced))));
  }

  // @end

  private static <T> T get(Future<T> future) throws Exception {
    return future.get(30, TimeUnit.SECONDS);
  }

  @Test
  void codeOfTheReadmeTracesACall() throws Exception {
    try (Peers peers = new Peers(Encoding.BINARY, false)) {
      ThriftTracing tracing = ThriftTracing.of(peers.serverLog.openTelemetry(), "shop.Prices");
      TNonblockingServerSocket socket = new TNonblockingServerSocket(0);
      TServer server =
          server(
              tracing, socket, new PricesHandlerStub((article, answer) -> answer.onComplete(7L)));
      Thread thread = new Thread(server::serve);
      thread.start();
      await().until(server::isServing);
      Answer<Long> answer = new Answer<>();
      client(tracing, PricesServer.port(socket.getPort()), peers.manager).find("chair", answer);
      assertThat(get(answer.value)).isEqualTo(7);
      server.stop();
      thread.join();
      assertThat(peers.serverLog.ended()).extracting(SpanData::getName).containsExactly(FIND, FIND);
    }
  }

  @ParameterizedTest
  @EnumSource
  void callIsAChildOfTheCallersSpanAndIsServedUnderIt(Encoding encoding) throws Exception {
    try (Peers peers = new Peers(encoding, true)) {
      Span caller =
          peers.clientLog.openTelemetry().getTracer("test").spanBuilder("order").startSpan();
      try (Scope scope = caller.makeCurrent()) {
        assertThat(get(peers.traced(0).futures().find("chair"))).isEqualTo(500);
      }
      SpanData call = Peers.only(peers.clientLog, FIND);
      SpanData served = Peers.only(peers.serverLog, FIND);
      SpanData lookUp = Peers.only(peers.serverLog, "look up");
      assertThat(call.getKind()).isEqualTo(SpanKind.CLIENT);
      assertThat(call.getParentSpanContext()).isEqualTo(caller.getSpanContext());
      assertThat(call.getAttributes().asMap())
          .isEqualTo(
              Attributes.builder()
                  .put("rpc.system.name", "thrift")
                  .put("rpc.method", FIND)
                  .put("server.address", "127.0.0.1")
                  .put("server.port", peers.server.address().getPort())
                  .build()
                  .asMap());
      assertThat(served.getKind()).isEqualTo(SpanKind.SERVER);
      assertThat(served.getTraceId()).isEqualTo(call.getTraceId());
      assertThat(served.getParentSpanId()).isEqualTo(call.getSpanId());
      assertThat(served.getAttributes().asMap())
          .isEqualTo(
              Attributes.builder()
                  .put("rpc.system.name", "thrift")
                  .put("rpc.method", FIND)
                  .build()
                  .asMap());
      assertThat(lookUp.getParentSpanId()).isEqualTo(served.getSpanId());
    }
  }

  @ParameterizedTest
  @EnumSource
  void baggageTravelsToTheHandler(Encoding encoding) throws Exception {
    CompletableFuture<Context> found = new CompletableFuture<>();
    Prices.AsyncIface handler =
        new PricesHandlerStub(
            (article, answer) -> {
              found.complete(Context.current());
              answer.onComplete(1L);
            });
    Context caller = Context.root().with(Baggage.builder().put("tenant", "\u00e4 = 1").build());
    try (Peers peers = new Peers(encoding, true, handler)) {
      try (Scope scope = caller.makeCurrent()) {
        get(peers.traced(0).futures().find("chair"));
      }
      assertThat(Baggage.fromContext(get(found)).getEntryValue("tenant")).isEqualTo("\u00e4 = 1");
      assertThat(Span.fromContext(get(found)).getSpanContext())
          .isEqualTo(Peers.only(peers.serverLog, FIND).getSpanContext());
    }
  }

  @ParameterizedTest
  @EnumSource
  void callbackHasTheContextOfTheCaller(Encoding encoding) throws Exception {
    try (Peers peers = new Peers(encoding, true)) {
      for (String article : new String[] {"chair", PricesHandler.MISSING}) {
        Answer<Long> answer = new Answer<>();
        Context caller = Context.root().with(Baggage.builder().put("call", article).build());
        try (Scope scope = caller.makeCurrent()) {
          peers.traced(0).calls().find(article, answer);
          assertThat(Context.current()).isSameAs(caller);
        }
        await().until(answer.value::isDone);
        assertThat(answer.found).isSameAs(caller);
      }
      assertThat(peers.clientLog.ended()).hasSize(2);
      assertThat(peers.clientLog.open()).isZero();
    }
  }

  @Test
  void onewayCallIsServedUnderTheClientsSpan() throws Exception {
    try (Peers peers = new Peers(Encoding.COMPACT, true)) {
      get(peers.traced(0).futures().viewed("chair"));
      await().until(() -> peers.serverLog.ended().size() == 1);
      SpanData call = Peers.only(peers.clientLog, VIEWED);
      assertThat(Peers.only(peers.serverLog, VIEWED).getParentSpanId()).isEqualTo(call.getSpanId());
    }
  }

  @ParameterizedTest
  @EnumSource
  void serverThatKnowsOfNoTracesAnswersATracedClient(Encoding encoding) throws Exception {
    try (Peers peers = new Peers(encoding, false)) {
      assertThat(get(peers.traced(0).futures().find("chair"))).isEqualTo(500);
      assertThat(Peers.only(peers.clientLog, FIND).getStatus()).isEqualTo(StatusData.unset());
    }
  }

  @ParameterizedTest
  @EnumSource
  void clientThatKnowsOfNoTracesBeginsOne(Encoding encoding) throws Exception {
    try (Peers peers = new Peers(encoding, true)) {
      assertThat(get(peers.plain().futures().find("chair"))).isEqualTo(500);
      SpanData served = Peers.only(peers.serverLog, FIND);
      assertThat(served.getParentSpanId()).isEqualTo(SpanId.getInvalid());
    }
  }
}
