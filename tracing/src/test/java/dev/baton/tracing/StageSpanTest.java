package dev.baton.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.executors.ContextFutures;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is derived from a traced stage, whose source may say what its dependents are. */
final class StageSpanTest {
  private final CollectedTelemetry collected = new CollectedTelemetry();
  private final TracedOperations operations = TracedOperations.of(collected.sdk);

  @AfterEach
  void close() {
    collected.close();
  }

  /** As that of the JDK's HTTP client: any future that is derived from it aborts the request. */
  private static final class Request<T> extends CompletableFuture<T> {
    private final CompletableFuture<?> sent;

    Request() {
      this.sent = this;
    }

    private Request(CompletableFuture<?> sent) {
      this.sent = sent;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
      return new Request<>(sent);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      boolean aborted = sent.completeExceptionally(new IOException("aborted"));
      return super.cancel(mayInterruptIfRunning) || aborted;
    }
  }

  @Test
  void cancellingADerivedStageAbortsTheRequestAndEndsIt() {
    List<UnaryOperator<CompletableFuture<String>>> clients =
        List.of(UnaryOperator.identity(), ContextFutures::wrap);
    for (int i = 0; i < clients.size(); i++) {
      CompletableFuture<String> request = new Request<>();
      CompletableFuture<String> sent = clients.get(i).apply(request);
      CompletableFuture<String> traced = operations.trace("load", () -> sent);
      assertThat(traced.thenApply(text -> text + "!").thenRun(() -> {}).cancel(true)).isTrue();
      assertThat(request).isCompletedExceptionally();
      assertThatThrownBy(traced::get).hasCauseInstanceOf(IOException.class);
      assertThat(collected.spans()).hasSize(i + 1);
    }
  }

  @Test
  void cancellingADerivedStageLeavesAStageThatKnowsNothingOfIt() {
    CompletableFuture<String> answer = new CompletableFuture<>();
    for (CompletionStage<String> stage : List.of(answer, answer.minimalCompletionStage())) {
      CompletableFuture<String> traced = operations.trace("load", () -> stage);
      assertThat(traced.thenRun(() -> {}).cancel(true)).isTrue();
      assertThat(traced).isNotDone();
    }
    assertThat(answer).isNotDone();
    assertThat(collected.spans()).isEmpty();
  }
}
