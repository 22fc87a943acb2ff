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
    CompletableFuture<T> result = following(stage); // whose callbacks no listener hears of
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

  private static <T extends @Nullable Object> CompletableFuture<T> following(
      CompletionStage<T> stage) {
    return stage instanceof CompletableFuture<T> source
            && source.getClass() != CompletableFuture.class
            && !isMinimal(source)
        ? new Following<>(source)
        : new CompletableFuture<>();
  }

  private static boolean isMinimal(CompletableFuture<?> source) {
    try {
      source.isDone();
      return false;
    } catch (UnsupportedOperationException e) {
      return true;
    }
  }

  /**
   * What is derived from it is cancelled as what is derived from the source: the JDK's HTTP client
   * aborts the request then.
   */
  private static final class Following<T extends @Nullable Object> extends CompletableFuture<T> {
    private final CompletableFuture<?> source;

    Following(CompletableFuture<?> source) {
      this.source = source;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
      return source.newIncompleteFuture();
    }
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
