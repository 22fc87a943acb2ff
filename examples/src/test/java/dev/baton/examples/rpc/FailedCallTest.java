package dev.baton.examples.rpc;

import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.examples.rpc.PricesProcess.Encoding;
import dev.baton.examples.rpc.generated.NoSuchArticle;
import dev.baton.examples.rpc.generated.Prices;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.async.AsyncMethodCallback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A call that does not go well: its spans end, once, and say why. */
final class FailedCallTest {
  private static final String FIND = "shop.Prices/find";

  private static <T> T get(Future<T> future) throws Exception {
    return future.get(30, TimeUnit.SECONDS);
  }

  private static String error(SpanData span) {
    return span.getAttributes().get(stringKey("error.type"));
  }

  @ParameterizedTest
  @EnumSource
  void declaredExceptionArrivesAndIsTheErrorOfBothSpans(Encoding encoding) throws Exception {
    try (Peers peers = new Peers(encoding, true)) {
      CompletableFuture<Long> price = peers.traced(0).futures().find(PricesHandler.MISSING);
      assertThatThrownBy(() -> get(price)).hasCauseInstanceOf(NoSuchArticle.class);
      assertThat(error(Peers.only(peers.clientLog, FIND))).isEqualTo(NoSuchArticle.class.getName());
      assertThat(error(Peers.only(peers.serverLog, FIND))).isEqualTo(NoSuchArticle.class.getName());
    }
  }

  @Test
  void undeclaredExceptionIsTheServersErrorAndThriftsForTheClient() throws Exception {
    try (Peers peers = new Peers(Encoding.BINARY, true)) {
      CompletableFuture<Long> price = peers.traced(0).futures().find(PricesHandler.BROKEN);
      assertThatThrownBy(() -> get(price)).hasCauseInstanceOf(TApplicationException.class);
      assertThat(error(Peers.only(peers.clientLog, FIND)))
          .isEqualTo(TApplicationException.class.getName());
      assertThat(error(Peers.only(peers.serverLog, FIND)))
          .isEqualTo(IllegalStateException.class.getName());
    }
  }

  @Test
  void handlerThatThrowsEndsItsSpanAndIsAnsweredForByThrift() throws Exception {
    Prices.AsyncIface handler =
        new PricesHandlerStub(
            (article, answer) -> {
              throw new UnsupportedOperationException("never");
            });
    try (Peers peers = new Peers(Encoding.BINARY, true, handler)) {
      CompletableFuture<Long> price = peers.traced(0).futures().find("chair");
      assertThatThrownBy(() -> get(price)).hasCauseInstanceOf(TApplicationException.class);
      assertThat(error(Peers.only(peers.serverLog, FIND)))
          .isEqualTo(UnsupportedOperationException.class.getName());
    }
  }

  @Test
  void timeoutEndsTheClientsSpan() throws Exception {
    try (Peers peers = new Peers(Encoding.BINARY, true)) {
      Answer<Long> answer = new Answer<>();
      peers.traced(50).calls().find(PricesHandler.FORGOTTEN, answer);
      assertThatThrownBy(() -> get(answer.value)).hasCauseInstanceOf(TimeoutException.class);
      assertThat(error(Peers.only(peers.clientLog, FIND)))
          .isEqualTo(TimeoutException.class.getName());
    }
  }

  @Test
  void cancelledFutureEndsTheClientsSpanOnce() throws Exception {
    CompletableFuture<AsyncMethodCallback<Long>> later = new CompletableFuture<>();
    Prices.AsyncIface handler = new PricesHandlerStub((article, answer) -> later.complete(answer));
    try (Peers peers = new Peers(Encoding.BINARY, true, handler)) {
      PricesConnection connection = peers.traced(0);
      CompletableFuture<Long> price = connection.futures().find("chair");
      AsyncMethodCallback<Long> answer = get(later);
      price.cancel(true);
      SpanData call = Peers.only(peers.clientLog, FIND);
      assertThat(error(call)).isEqualTo("java.util.concurrent.CancellationException");
      answer.onComplete(1L); // it comes, though nobody waits for it, and frees the connection
      await().ignoreExceptions().until(() -> get(connection.futures().viewed("chair")) == null);
      assertThat(peers.clientLog.ended()).filteredOn(s -> s.getName().equals(FIND)).hasSize(1);
    }
  }

  @Test
  void callThatThriftRefusesIsRefusedWithItsExceptionAndEnds() throws Exception {
    try (Peers peers = new Peers(Encoding.BINARY, true)) {
      PricesConnection busy = peers.traced(0);
      Answer<Long> first = new Answer<>();
      busy.calls().find(PricesHandler.FORGOTTEN, first);
      assertThatThrownBy(() -> busy.calls().find("chair", new Answer<>()))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> busy.futures().find("chair"))
          .isInstanceOf(IllegalStateException.class);
      assertThat(peers.clientLog.ended())
          .extracting(FailedCallTest::error)
          .containsExactly("java.lang.IllegalStateException", "java.lang.IllegalStateException");
    }
  }

  @Test
  void serverThatIsGoneEndsTheClientsSpan() throws Exception {
    try (Peers peers = new Peers(Encoding.BINARY, true)) {
      PricesConnection connection = peers.traced(0);
      peers.server.close();
      CompletableFuture<Long> price = connection.futures().find("chair");
      assertThatThrownBy(() -> get(price))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(IOException.class);
      assertThat(error(Peers.only(peers.clientLog, FIND))).isEqualTo("java.net.ConnectException");
    }
  }
}
