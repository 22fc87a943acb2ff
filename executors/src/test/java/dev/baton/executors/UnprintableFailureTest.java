package dev.baton.executors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.testing.Calls;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Where the JDK completes a future that failed with an exception that cannot be printed, so do we.
 */
final class UnprintableFailureTest {
  private static final Map<String, StageMethods.Method> METHODS = StageMethods.all();
  private static final Map<String, Function<CompletableFuture<String>, CompletionStage<String>>>
      VIEWS =
          Map.of(
              "itself", future -> future,
              "copy", CompletableFuture::copy,
              "minimal stage", CompletableFuture::minimalCompletionStage,
              "of minimal stage", f -> f.minimalCompletionStage().toCompletableFuture(),
              "anyOf", f -> ContextFutures.anyOf(f).thenApply(v -> "value"),
              "allOf", f -> ContextFutures.allOf(f).thenApply(v -> "value"),
              "wrap", ContextFutures::wrap);

  static Stream<Arguments> methods() {
    return VIEWS.keySet().stream()
        .flatMap(
            view ->
                METHODS.keySet().stream()
                    .filter(method -> !method.contains("Either")) // which the other one completes
                    .map(method -> Arguments.of(view, method)));
  }

  private static CompletableFuture<?> stage(
      CompletableFuture<String> source, String view, String method, boolean early) {
    Executor direct = Runnable::run;
    if (early) {
      source.completeExceptionally(new UnprintableException());
    }
    CompletionStage<?> stage =
        METHODS.get(method).register(VIEWS.get(view).apply(source), () -> {}, direct);
    CountDownLatch ended = new CountDownLatch(1);
    stage.whenComplete((value, failure) -> ended.countDown());
    if (!early) {
      source.completeExceptionally(new UnprintableException());
    }
    Calls.await(ended);
    return stage.toCompletableFuture();
  }

  @ParameterizedTest
  @MethodSource("methods")
  void stageCompletes(String view, String method) {
    for (boolean early : new boolean[] {true, false}) {
      CompletableFuture<?> raw = stage(new CompletableFuture<>(), view, method, early);
      CompletableFuture<?> ours = stage(ContextFutures.newFuture(), view, method, early);
      CompletableFuture<?> wrapped =
          stage(ContextFutures.wrap(new CompletableFuture<>()), view, method, early);
      Calls.until(() -> raw.isDone() && ours.isDone() && wrapped.isDone());
      assertThat(ours.state()).isEqualTo(raw.state());
      assertThat(wrapped.state()).isEqualTo(raw.state());
    }
  }
}
