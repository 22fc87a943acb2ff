package dev.baton.executors;

import dev.baton.context.Propagation;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Wraps each function where it is registered; everything else is the JDK's. Its dependents are of
 * the same kind, by {@link #newIncompleteFuture}, and so on down the chain.
 */
class ContextFuture<T extends @Nullable Object> extends CompletableFuture<T> {
  private static final String OF_THE_JDK = CompletableFuture.class.getName() + "$";

  final Propagation propagation;

  ContextFuture(Propagation propagation) {
    this.propagation = propagation;
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new ContextFuture<>(propagation);
  }

  @Override
  public CompletionStage<T> minimalCompletionStage() {
    return MinimalContextStage.of(this);
  }

  @Override
  public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier) {
    return super.completeAsync(propagation.wrapSupplier(supplier));
  }

  @Override
  public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier, Executor executor) {
    var wrapped = with(executor).wrapSupplier(supplier);
    return super.completeAsync(wrapped, ContextExecutor.uncapturing(executor, wrapped));
  }

  /** Runs the task and completes with null. It is the task that is wrapped, as listeners see it. */
  @SuppressWarnings("NullAway") // for a Void
  final CompletableFuture<T> completeByRunning(Runnable task, Executor executor) {
    var wrapped = with(executor).wrap(task);
    return super.completeAsync(
        () -> {
          wrapped.run();
          return null;
        },
        ContextExecutor.uncapturing(executor, wrapped));
  }

  /** Registers a follower of our own, which needs no context. */
  @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for the follower
  final void tell(BiConsumer<? super T, ? super Throwable> follower) {
    super.whenComplete(follower);
  }

  /** Ends as an {@code allOf} of this and the other one. Nobody's task. */
  final CompletableFuture<Void> and(CompletableFuture<?> other) {
    return super.runAfterBoth(other, () -> {});
  }

  /** For one whose own failure is not what its functions are to see. */
  <U> BiFunction<? super T, Throwable, ? extends U> seeing(
      BiFunction<? super T, Throwable, ? extends U> function) {
    return function;
  }

  BiConsumer<? super T, ? super Throwable> watching(
      BiConsumer<? super T, ? super Throwable> consumer) {
    return consumer;
  }

  <U> Function<Throwable, ? extends U> seeing(Function<Throwable, ? extends U> function) {
    return function;
  }

  /** What wraps a function that is about to be registered. */
  Propagation registering() {
    return propagation;
  }

  /** The same, and beside it whatever a wrapped executor adds. */
  private Propagation with(Executor executor) {
    return ContextExecutor.and(registering(), executor);
  }

  @Override
  public <U> CompletableFuture<U> thenApply(Function<? super T, ? extends U> fn) {
    return super.thenApply(registering().wrapFunction(fn));
  }

  @Override
  public <U> CompletableFuture<U> thenApplyAsync(Function<? super T, ? extends U> fn) {
    return super.thenApplyAsync(registering().wrapFunction(fn));
  }

  @Override
  public <U> CompletableFuture<U> thenApplyAsync(
      Function<? super T, ? extends U> fn, Executor executor) {
    var wrapped = with(executor).wrapFunction(fn);
    return super.thenApplyAsync(wrapped, ContextExecutor.uncapturing(executor, wrapped));
  }

  @Override
  public CompletableFuture<Void> thenAccept(Consumer<? super T> action) {
    return super.thenAccept(registering().wrapConsumer(action));
  }

  @Override
  public CompletableFuture<Void> thenAcceptAsync(Consumer<? super T> action) {
    return super.thenAcceptAsync(registering().wrapConsumer(action));
  }

  @Override
  public CompletableFuture<Void> thenAcceptAsync(Consumer<? super T> action, Executor executor) {
    var wrapped = with(executor).wrapConsumer(action);
    return super.thenAcceptAsync(wrapped, ContextExecutor.uncapturing(executor, wrapped));
  }

  @Override
  public CompletableFuture<Void> thenRun(Runnable action) {
    return super.thenRun(registering().wrap(action));
  }

  @Override
  public CompletableFuture<Void> thenRunAsync(Runnable action) {
    return super.thenRunAsync(registering().wrap(action));
  }

  @Override
  public CompletableFuture<Void> thenRunAsync(Runnable action, Executor executor) {
    var wrapped = with(executor).wrap(action);
    return super.thenRunAsync(wrapped, ContextExecutor.uncapturing(executor, wrapped));
  }

  @Override
  public <U, V> CompletableFuture<V> thenCombine(
      CompletionStage<? extends U> other, BiFunction<? super T, ? super U, ? extends V> fn) {
    return super.thenCombine(other, registering().wrapFunction(fn));
  }

  @Override
  public <U, V> CompletableFuture<V> thenCombineAsync(
      CompletionStage<? extends U> other, BiFunction<? super T, ? super U, ? extends V> fn) {
    return super.thenCombineAsync(other, registering().wrapFunction(fn));
  }

  @Override
  public <U, V> CompletableFuture<V> thenCombineAsync(
      CompletionStage<? extends U> other,
      BiFunction<? super T, ? super U, ? extends V> fn,
      Executor executor) {
    var wrapped = with(executor).wrapFunction(fn);
    return super.thenCombineAsync(other, wrapped, ContextExecutor.uncapturing(executor, wrapped));
  }

  @Override
  public <U> CompletableFuture<Void> thenAcceptBoth(
      CompletionStage<? extends U> other, BiConsumer<? super T, ? super U> action) {
    return super.thenAcceptBoth(other, registering().wrapConsumer(action));
  }

  @Override
  public <U> CompletableFuture<Void> thenAcceptBothAsync(
      CompletionStage<? extends U> other, BiConsumer<? super T, ? super U> action) {
    return super.thenAcceptBothAsync(other, registering().wrapConsumer(action));
  }

  @Override
  public <U> CompletableFuture<Void> thenAcceptBothAsync(
      CompletionStage<? extends U> other,
      BiConsumer<? super T, ? super U> action,
      Executor executor) {
    var wrapped = with(executor).wrapConsumer(action);
    return super.thenAcceptBothAsync(
        other, wrapped, ContextExecutor.uncapturing(executor, wrapped));
  }

  @Override
  public CompletableFuture<Void> runAfterBoth(CompletionStage<?> other, Runnable action) {
    return super.runAfterBoth(other, registering().wrap(action));
  }

  @Override
  public CompletableFuture<Void> runAfterBothAsync(CompletionStage<?> other, Runnable action) {
    return super.runAfterBothAsync(other, registering().wrap(action));
  }

  @Override
  public CompletableFuture<Void> runAfterBothAsync(
      CompletionStage<?> other, Runnable action, Executor executor) {
    var wrapped = with(executor).wrap(action);
    return super.runAfterBothAsync(other, wrapped, ContextExecutor.uncapturing(executor, wrapped));
  }

  @Override
  public <U> CompletableFuture<U> applyToEither(
      CompletionStage<? extends T> other, Function<? super T, U> fn) {
    return super.applyToEither(other, registering().wrapFunction(fn));
  }

  @Override
  public <U> CompletableFuture<U> applyToEitherAsync(
      CompletionStage<? extends T> other, Function<? super T, U> fn) {
    return super.applyToEitherAsync(other, registering().wrapFunction(fn));
  }

  @Override
  public <U> CompletableFuture<U> applyToEitherAsync(
      CompletionStage<? extends T> other, Function<? super T, U> fn, Executor executor) {
    var wrapped = with(executor).wrapFunction(fn);
    return super.applyToEitherAsync(other, wrapped, ContextExecutor.uncapturing(executor, wrapped));
  }

  @Override
  public CompletableFuture<Void> acceptEither(
      CompletionStage<? extends T> other, Consumer<? super T> action) {
    return super.acceptEither(other, registering().wrapConsumer(action));
  }

  @Override
  public CompletableFuture<Void> acceptEitherAsync(
      CompletionStage<? extends T> other, Consumer<? super T> action) {
    return super.acceptEitherAsync(other, registering().wrapConsumer(action));
  }

  @Override
  public CompletableFuture<Void> acceptEitherAsync(
      CompletionStage<? extends T> other, Consumer<? super T> action, Executor executor) {
    var wrapped = with(executor).wrapConsumer(action);
    return super.acceptEitherAsync(other, wrapped, ContextExecutor.uncapturing(executor, wrapped));
  }

  @Override
  public CompletableFuture<Void> runAfterEither(CompletionStage<?> other, Runnable action) {
    return super.runAfterEither(other, registering().wrap(action));
  }

  @Override
  public CompletableFuture<Void> runAfterEitherAsync(CompletionStage<?> other, Runnable action) {
    return super.runAfterEitherAsync(other, registering().wrap(action));
  }

  @Override
  public CompletableFuture<Void> runAfterEitherAsync(
      CompletionStage<?> other, Runnable action, Executor executor) {
    var wrapped = with(executor).wrap(action);
    return super.runAfterEitherAsync(
        other, wrapped, ContextExecutor.uncapturing(executor, wrapped));
  }

  @Override
  public <U> CompletableFuture<U> thenCompose(
      Function<? super T, ? extends CompletionStage<U>> fn) {
    return super.thenCompose(registering().wrapFunction(fn));
  }

  @Override
  public <U> CompletableFuture<U> thenComposeAsync(
      Function<? super T, ? extends CompletionStage<U>> fn) {
    return super.thenComposeAsync(registering().wrapFunction(fn));
  }

  @Override
  public <U> CompletableFuture<U> thenComposeAsync(
      Function<? super T, ? extends CompletionStage<U>> fn, Executor executor) {
    var wrapped = with(executor).wrapFunction(fn);
    return super.thenComposeAsync(wrapped, ContextExecutor.uncapturing(executor, wrapped));
  }

  @Override
  public CompletableFuture<T> whenComplete(BiConsumer<? super T, ? super Throwable> action) {
    if (action != null && action.getClass().getName().startsWith(OF_THE_JDK)) {
      return super.whenComplete(action); // orTimeout's, which is nobody's task
    }
    return super.whenComplete(watching(registering().wrapConsumer(action)));
  }

  @Override
  public CompletableFuture<T> whenCompleteAsync(BiConsumer<? super T, ? super Throwable> action) {
    return super.whenCompleteAsync(watching(registering().wrapConsumer(action)));
  }

  @Override
  public CompletableFuture<T> whenCompleteAsync(
      BiConsumer<? super T, ? super Throwable> action, Executor executor) {
    var wrapped = with(executor).wrapConsumer(action);
    return super.whenCompleteAsync(
        watching(wrapped), ContextExecutor.uncapturing(executor, wrapped));
  }

  @Override
  public <U> CompletableFuture<U> handle(BiFunction<? super T, Throwable, ? extends U> fn) {
    return super.handle(seeing(registering().wrapFunction(fn)));
  }

  @Override
  public <U> CompletableFuture<U> handleAsync(BiFunction<? super T, Throwable, ? extends U> fn) {
    return super.handleAsync(seeing(registering().wrapFunction(fn)));
  }

  @Override
  public <U> CompletableFuture<U> handleAsync(
      BiFunction<? super T, Throwable, ? extends U> fn, Executor executor) {
    var wrapped = with(executor).wrapFunction(fn);
    return super.handleAsync(seeing(wrapped), ContextExecutor.uncapturing(executor, wrapped));
  }

  @Override
  public CompletableFuture<T> exceptionally(Function<Throwable, ? extends T> fn) {
    return super.exceptionally(seeing(registering().wrapFunction(fn)));
  }

  @Override
  public CompletableFuture<T> exceptionallyAsync(Function<Throwable, ? extends T> fn) {
    return super.exceptionallyAsync(seeing(registering().wrapFunction(fn)));
  }

  @Override
  public CompletableFuture<T> exceptionallyAsync(
      Function<Throwable, ? extends T> fn, Executor executor) {
    var wrapped = with(executor).wrapFunction(fn);
    return super.exceptionallyAsync(
        seeing(wrapped), ContextExecutor.uncapturing(executor, wrapped));
  }

  @Override
  public CompletableFuture<T> exceptionallyCompose(
      Function<Throwable, ? extends CompletionStage<T>> fn) {
    return super.exceptionallyCompose(seeing(registering().wrapFunction(fn)));
  }

  @Override
  public CompletableFuture<T> exceptionallyComposeAsync(
      Function<Throwable, ? extends CompletionStage<T>> fn) {
    return super.exceptionallyComposeAsync(seeing(registering().wrapFunction(fn)));
  }

  @Override
  public CompletableFuture<T> exceptionallyComposeAsync(
      Function<Throwable, ? extends CompletionStage<T>> fn, Executor executor) {
    var wrapped = with(executor).wrapFunction(fn);
    return super.exceptionallyComposeAsync(
        seeing(wrapped), ContextExecutor.uncapturing(executor, wrapped));
  }
}
