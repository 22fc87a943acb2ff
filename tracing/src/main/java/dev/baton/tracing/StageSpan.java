package dev.baton.tracing;

import dev.baton.executors.ContextFutures;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Ends a span with a stage. */
final class StageSpan {
  private StageSpan() {}

  /** What it gives is done when the span has ended, unless it is completed from outside. */
  @SuppressWarnings("FutureReturnValueIgnored") // callbacks that do not fail
  static <T extends @Nullable Object> CompletableFuture<T> follow(
      TracedOperation operation, CompletionStage<T> stage) {
    CompletableFuture<T> result = new CompletableFuture<>(); // whose callbacks no listener hears of
    result.whenComplete(
        (value, failure) -> {
          operation.end(failure);
          if (stage instanceof CompletableFuture<T> future) {
            complete(future, value, failure); // does nothing if that is where it comes from
          }
        });
    stage.whenComplete(
        (value, failure) -> {
          operation.end(failure);
          complete(result, value, failure);
        });
    return ContextFutures.wrap(result);
  }

  private static <T extends @Nullable Object> void complete(
      CompletableFuture<T> future, T value, @Nullable Throwable failure) {
    try {
      if (failure == null) {
        future.complete(value);
      } else if (failure instanceof CancellationException) {
        future.cancel(true);
      } else {
        future.completeExceptionally(failure);
      }
    } catch (UnsupportedOperationException e) {
      // a minimal stage, which nobody completes from outside
    }
  }
}
