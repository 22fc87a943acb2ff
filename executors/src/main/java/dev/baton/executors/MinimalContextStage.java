package dev.baton.executors;

import dev.baton.context.Propagation;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What {@code minimalCompletionStage()} gives: the methods of a stage and no others. The JDK's own
 * is private to it, so this one refuses the rest in the same way.
 */
final class MinimalContextStage<T extends @Nullable Object> extends ContextFuture<T> {

  private MinimalContextStage(Propagation propagation) {
    super(propagation);
  }

  static <T extends @Nullable Object> MinimalContextStage<T> of(ContextFuture<T> source) {
    return Relay.relay(source, new MinimalContextStage<>(source.propagation));
  }

  /** One whose functions see the very failure; those of a relayed one see it in another. */
  static <T extends @Nullable Object> MinimalContextStage<T> failed(
      Throwable failure, Propagation propagation) {
    MinimalContextStage<T> stage = new MinimalContextStage<>(propagation);
    stage.fail(failure);
    return stage;
  }

  private void fail(Throwable failure) {
    super.completeExceptionally(failure);
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new MinimalContextStage<>(propagation);
  }

  @Override
  public CompletableFuture<T> toCompletableFuture() {
    return Relay.relay(this, new ContextFuture<>(propagation));
  }

  @Override
  public T get() {
    throw new UnsupportedOperationException();
  }

  @Override
  public T get(long timeout, TimeUnit unit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public T getNow(T valueIfAbsent) {
    throw new UnsupportedOperationException();
  }

  @Override
  public T join() {
    throw new UnsupportedOperationException();
  }

  @Override
  public T resultNow() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Throwable exceptionNow() {
    throw new UnsupportedOperationException();
  }

  @Override
  public State state() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isDone() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isCancelled() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isCompletedExceptionally() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean complete(T value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean completeExceptionally(Throwable failure) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void obtrudeValue(T value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void obtrudeException(Throwable failure) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int getNumberOfDependents() {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier, Executor executor) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletableFuture<T> orTimeout(long timeout, TimeUnit unit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletableFuture<T> completeOnTimeout(T value, long timeout, TimeUnit unit) {
    throw new UnsupportedOperationException();
  }
}
