package dev.baton.executors;

import dev.baton.context.Propagation;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Follows a stage that somebody else made. What is done to this one is done to that one first, so
 * that whoever holds the other sees it too, and so that work which can be cancelled is.
 */
final class WrappedFuture<T extends @Nullable Object> extends ContextFuture<T> {
  private final CompletionStage<T> source;

  private WrappedFuture(CompletionStage<T> source, Propagation propagation) {
    super(propagation);
    this.source = source;
  }

  static <T extends @Nullable Object> WrappedFuture<T> of(
      CompletionStage<T> source, Propagation propagation) {
    WrappedFuture<T> future = new WrappedFuture<>(source, propagation);
    if (source instanceof ContextFuture<T> ours) {
      ours.tell(future::follow);
    } else {
      source.whenComplete(future::follow);
    }
    return future;
  }

  private void follow(T value, @Nullable Throwable failure) {
    if (failure == null) {
      super.complete(value);
    } else {
      super.completeExceptionally(failure);
    }
  }

  /** The source, if it is a future that can be completed from outside. */
  private @Nullable CompletableFuture<T> promise() {
    if (source instanceof CompletableFuture<T> future) {
      try {
        future.isDone();
        return future;
      } catch (UnsupportedOperationException e) {
        return null; // a minimal stage
      }
    }
    return null;
  }

  @Override
  public boolean complete(T value) {
    CompletableFuture<T> promise = promise();
    if (promise == null) {
      return super.complete(value);
    }
    boolean first = promise.complete(value);
    if (first) {
      super.complete(value); // it follows, but perhaps on another thread, and not yet
    }
    return first;
  }

  @Override
  public boolean completeExceptionally(Throwable failure) {
    CompletableFuture<T> promise = promise();
    if (promise == null) {
      return super.completeExceptionally(failure);
    }
    boolean first = promise.completeExceptionally(failure);
    if (first) {
      super.completeExceptionally(failure);
    }
    return first;
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    CompletableFuture<T> promise = promise();
    if (promise != null) {
      boolean cancelled = promise.cancel(mayInterruptIfRunning);
      if (cancelled) {
        super.cancel(mayInterruptIfRunning);
      }
      return cancelled; // also by a source that then fails in a way of its own
    }
    if (source instanceof Future<?> task && !(source instanceof CompletableFuture<?>)) {
      task.cancel(mayInterruptIfRunning);
    }
    return super.cancel(mayInterruptIfRunning);
  }

  @Override
  public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier) {
    return completeAsync(supplier, defaultExecutor());
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // nothing can fail in what it would tell
  public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier, Executor executor) {
    CompletableFuture<T> promise = promise();
    if (promise == null) {
      return super.completeAsync(supplier, executor);
    }
    new ContextFuture<T>(propagation)
        .completeAsync(supplier, executor)
        .whenComplete(
            (value, failure) -> {
              if (failure == null) {
                complete(value);
              } else {
                completeExceptionally(failure);
              }
            });
    return this;
  }

  @Override
  public void obtrudeValue(T value) {
    CompletableFuture<T> promise = promise();
    if (promise != null) {
      promise.obtrudeValue(value);
    }
    super.obtrudeValue(value);
  }

  @Override
  public void obtrudeException(Throwable failure) {
    CompletableFuture<T> promise = promise();
    if (promise != null) {
      promise.obtrudeException(failure);
    }
    super.obtrudeException(failure);
  }
}
