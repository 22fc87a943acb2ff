package dev.baton.tracing.guava;

import static com.google.common.util.concurrent.Futures.immediateFuture;
import static com.google.common.util.concurrent.MoreExecutors.directExecutor;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.SettableFuture;
import dev.baton.executors.guava.ContextFluentFuture;
import dev.baton.tracing.CollectedTelemetry;
import dev.baton.tracing.TracedOperations;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A span for each operation with one of Guava's futures. */
final class TracedFuturesTest {
  private final CollectedTelemetry collected = new CollectedTelemetry();
  private final TracedOperations operations = TracedOperations.of(collected.sdk);
  private final SettableFuture<String> answer = SettableFuture.create();

  @AfterEach
  void close() {
    collected.close();
  }

  /** What the docs show. */
  // @start region="trace"
  static ListenableFuture<String> price(
      TracedOperations operations, Function<String, ListenableFuture<String>> client) {
    return TracedFutures.trace(operations, "find price", () -> client.apply("article"));
  }

  // @end

  private void assertEnded(StatusCode status, String errorType) {
    assertThat(collected.spans()).hasSize(1);
    SpanData span = collected.spans().get(0);
    assertThat(span.getStatus().getStatusCode()).isEqualTo(status);
    assertThat(span.getAttributes().get(stringKey("error.type"))).isEqualTo(errorType);
  }

  @Test
  void successAndTheSpanIsCurrentInTheOperation() throws Exception {
    SpanContext[] inside = new SpanContext[1];
    ListenableFuture<String> traced =
        price(
            operations,
            article -> {
              inside[0] = Span.current().getSpanContext();
              return answer;
            });
    assertThat(collected.spans()).isEmpty();
    answer.set("a price");
    assertThat(traced.get()).isEqualTo("a price");
    assertEnded(StatusCode.UNSET, null);
    assertThat(collected.spans().get(0).getSpanContext()).isEqualTo(inside[0]);
  }

  @Test
  void futureThatIsDoneAlready() throws Exception {
    assertThat(price(operations, article -> immediateFuture("now")).get()).isEqualTo("now");
    assertEnded(StatusCode.UNSET, null);
  }

  @Test
  void failure() {
    ListenableFuture<String> traced = price(operations, article -> answer);
    answer.setException(new IOException("on purpose"));
    assertThatThrownBy(traced::get).hasCauseInstanceOf(IOException.class);
    assertEnded(StatusCode.ERROR, "java.io.IOException");
  }

  @Test
  void operationThatThrows() {
    assertThatThrownBy(
            () ->
                price(
                    operations,
                    article -> {
                      throw new IllegalStateException("on purpose");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertEnded(StatusCode.ERROR, "java.lang.IllegalStateException");
  }

  @Test
  void cancellationOfEither() {
    ListenableFuture<String> traced = price(operations, article -> answer);
    assertThat(traced.cancel(true)).isTrue();
    assertThat(answer.isCancelled()).isTrue();
    assertEnded(StatusCode.ERROR, "java.util.concurrent.CancellationException");
    ListenableFuture<String> second = price(operations, article -> answer);
    assertThatThrownBy(second::get).isInstanceOf(CancellationException.class);
    assertThat(collected.spans()).hasSize(2);
  }

  @Test
  void timeoutOfWhatIsInside() {
    try (ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor()) {
      ListenableFuture<String> traced =
          price(
              operations,
              article ->
                  ContextFluentFuture.wrap(answer).withTimeout(1, TimeUnit.MILLISECONDS, timer));
      assertThatThrownBy(traced::get).hasCauseInstanceOf(TimeoutException.class);
    }
    assertThat(collected.spans().get(0).getAttributes().get(stringKey("error.type")))
        .endsWith("TimeoutFutureException"); // Guava's own TimeoutException
  }

  @Test
  void neverDoneItStaysOpen() {
    ListenableFuture<String> traced = price(operations, article -> answer);
    traced.addListener(() -> {}, directExecutor());
    assertThat(traced.isDone()).isFalse();
    assertThat(collected.spans()).isEmpty();
  }
}
