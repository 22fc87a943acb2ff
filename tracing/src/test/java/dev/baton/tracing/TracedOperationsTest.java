package dev.baton.tracing;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.context.testing.Calls;
import dev.baton.executors.ContextFutures;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A span for each operation, which ends when its result is there. */
final class TracedOperationsTest {
  private final CollectedTelemetry collected = new CollectedTelemetry();
  private final TracedOperations operations = TracedOperations.of(collected.sdk);
  private final CompletableFuture<String> answer = new CompletableFuture<>();

  @AfterEach
  void close() {
    collected.close();
  }

  /** What the docs show. */
  // @start region="trace"
  static CompletableFuture<String> price(
      TracedOperations operations, Function<String, CompletableFuture<String>> client) {
    return operations.trace("find price", () -> client.apply("article"));
  }

  // @end

  private SpanData span() {
    assertThat(collected.spans()).hasSize(1);
    return collected.spans().get(0);
  }

  private void assertEnded(StatusCode status, String errorType) {
    assertThat(span().getStatus().getStatusCode()).isEqualTo(status);
    assertThat(span().getAttributes().get(stringKey("error.type"))).isEqualTo(errorType);
  }

  @Test
  void exampleOfTheDocs() {
    CompletableFuture<String> price = price(operations, article -> answer);
    assertThat(collected.spans()).isEmpty();
    answer.complete("a price");
    assertThat(Calls.get(price)).isEqualTo("a price");
    assertThat(span().getName()).isEqualTo("find price");
    assertEnded(StatusCode.UNSET, null);
  }

  @Test
  void spanIsAChildAndCurrentInTheOperation() {
    Span request = collected.sdk.getTracer("test").spanBuilder("request").startSpan();
    CompletableFuture<SpanContext> inside = new CompletableFuture<>();
    CompletableFuture<Context> after;
    Context caller = Context.current().with(request);
    try (Scope scope = caller.makeCurrent()) {
      after =
          operations
              .trace(
                  "load",
                  () ->
                      ContextFutures.wrap(answer)
                          .thenAccept(text -> inside.complete(Span.current().getSpanContext())))
              .thenApply(done -> Context.current());
    }
    answer.complete("");
    assertThat(Calls.get(after)).isEqualTo(caller);
    assertThat(Calls.get(inside)).isEqualTo(span().getSpanContext());
    assertThat(span().getParentSpanId()).isEqualTo(request.getSpanContext().getSpanId());
  }

  @Test
  void failureOfTheStage() {
    CompletableFuture<String> traced =
        operations.trace("load", () -> answer.thenApply(text -> text + "!"));
    answer.completeExceptionally(new IOException("on purpose"));
    assertThatThrownBy(traced::get).hasCauseInstanceOf(IOException.class);
    assertEnded(StatusCode.ERROR, "java.io.IOException");
    assertThat(span().getEvents()).hasSize(1);
  }

  @Test
  void operationThatThrowsEndsItAndThrows() {
    assertThatThrownBy(
            () ->
                operations.trace(
                    "load",
                    () -> {
                      throw new IllegalStateException("on purpose");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertEnded(StatusCode.ERROR, "java.lang.IllegalStateException");
  }

  @Test
  void operationThatGivesNothingEndsIt() {
    assertThatNullPointerException()
        .isThrownBy(() -> operations.trace("load", () -> null))
        .withMessage("the operation returned null");
    assertEnded(StatusCode.ERROR, "java.lang.NullPointerException");
  }

  @Test
  void cancellationReachesTheStageAndEndsItOnce() {
    CompletableFuture<String> traced = operations.trace("load", () -> answer);
    assertThat(traced.cancel(true)).isTrue();
    assertThat(answer).isCancelled();
    assertEnded(StatusCode.ERROR, "java.util.concurrent.CancellationException");
    assertThat(span().getEvents()).isEmpty();
    assertThat(answer.complete("too late")).isFalse();
    assertThat(collected.spans()).hasSize(1);
  }

  @Test
  void cancellationOfTheStageItself() {
    CompletableFuture<String> traced = operations.trace("load", () -> answer);
    answer.cancel(true);
    assertThatThrownBy(traced::join).isInstanceOf(CancellationException.class);
    assertEnded(StatusCode.ERROR, "java.util.concurrent.CancellationException");
  }

  @Test
  void timeout() {
    CompletableFuture<String> traced =
        operations.trace("load", () -> answer).orTimeout(1, TimeUnit.MILLISECONDS);
    assertThatThrownBy(traced::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(TimeoutException.class);
    Calls.until(() -> collected.spans().size() == 1); // by the thread of the timeout
    assertEnded(StatusCode.ERROR, "java.util.concurrent.TimeoutException");
    assertThat(answer).isCompletedExceptionally();
  }

  @Test
  void minimalStageIsOnlyFollowed() {
    CompletableFuture<String> traced = operations.trace("load", answer::minimalCompletionStage);
    traced.cancel(true);
    assertEnded(StatusCode.ERROR, "java.util.concurrent.CancellationException");
    assertThat(answer.isDone()).isFalse();
  }

  @Test
  void neverCompletingItStaysOpen() {
    CompletableFuture<String> traced = operations.trace("load", () -> answer);
    assertThat(traced.isDone()).isFalse();
    assertThat(collected.spans()).isEmpty();
  }

  @Test
  void startedOperationEndsOnce() {
    TracedOperation operation = operations.start("callback");
    assertThat(Span.fromContext(operation.context()).getSpanContext().isValid()).isTrue();
    assertThat(operation.abandon()).isTrue();
    assertThat(operation.end()).isFalse();
    assertThat(operation.end(new IOException())).isFalse();
    assertThat(operation.abandon()).isFalse();
    assertEnded(StatusCode.UNSET, null);
    assertThat(span().getAttributes().get(booleanKey("baton.operation.abandoned"))).isTrue();
  }

  @Test
  void withoutAnSdkTheOperationRunsAllTheSame() {
    CompletableFuture<String> traced = TracedOperations.global().trace("load", () -> answer);
    answer.complete("done");
    assertThat(Calls.get(traced)).isEqualTo("done");
  }

  @Test
  void taskInAnExecutor() throws Exception {
    try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
      Future<SpanContext> task =
          operations.submit("task", pool, () -> Span.current().getSpanContext());
      assertThat(task.get()).isEqualTo(span().getSpanContext());
      assertEnded(StatusCode.UNSET, null);
    }
  }

  @Test
  void taskThatFails() {
    Callable<String> failing =
        () -> {
          throw new IOException("on purpose");
        };
    Future<String> task = operations.submit("task", Runnable::run, failing);
    assertThatThrownBy(task::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(IOException.class);
    assertEnded(StatusCode.ERROR, "java.io.IOException");
  }

  // @start region="with"
  static TracedOperations ofClients(TracedOperations operations) {
    return operations.with(span -> span.setSpanKind(SpanKind.CLIENT));
  }

  // @end

  @Test
  void moreForEachSpanAlsoIfItFails() {
    TracedOperations more =
        ofClients(operations)
            .with(span -> span.setAttribute("some", "more"))
            .with(
                span -> {
                  throw new IllegalStateException("on purpose");
                });
    assertThat(more.start("load").end()).isTrue();
    assertThat(span().getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(span().getAttributes().get(stringKey("some"))).isEqualTo("more");
  }

  @Test
  void taskThatIsCancelledOrRejected() {
    CountDownLatch gate = new CountDownLatch(1);
    try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
      pool.execute(() -> Calls.await(gate));
      Future<String> waiting = operations.submit("task", pool, () -> "");
      waiting.cancel(true);
      assertEnded(StatusCode.ERROR, "java.util.concurrent.CancellationException");
      pool.shutdown();
      assertThatThrownBy(() -> operations.submit("rejected", pool, () -> ""))
          .isInstanceOf(RejectedExecutionException.class);
      assertThat(collected.spans()).extracting(SpanData::getName).contains("rejected").hasSize(2);
      gate.countDown();
    }
    assertThat(collected.spans()).hasSize(2);
  }
}
