package dev.baton.executors;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Has the JDK complete a future of ours as another one completes, a failure in a {@link
 * java.util.concurrent.CompletionException}, as it does for a copy. The JDK does that in a loop,
 * however long the chain; a callback that completed ours would take some of the stack for each.
 *
 * <p>It is a stage that is complete, and a function of it gives the other future; and the JDK lets
 * a stage say what future it makes for the result.
 */
final class Relay<T extends @Nullable Object> extends CompletableFuture<T>
    implements Function<T, CompletionStage<T>> {
  private final CompletableFuture<T> source;
  private final CompletableFuture<T> target;

  private Relay(CompletableFuture<T> source, CompletableFuture<T> target) {
    this.source = source;
    this.target = target;
  }

  /**
   * Completes a future as another one.
   *
   * @param target a new one
   * @return the target
   */
  @SuppressWarnings({"FutureReturnValueIgnored", "NullAway"}) // it is the target; nobody reads it
  static <T extends @Nullable Object, F extends CompletableFuture<T>> F relay(
      CompletableFuture<T> source, F target) {
    Relay<T> relay = new Relay<>(source, target);
    relay.complete(null);
    relay.thenCompose(relay);
    return target;
  }

  @Override
  @SuppressWarnings("unchecked") // called once, for the composition
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return (CompletableFuture<U>) target;
  }

  @Override
  public CompletionStage<T> apply(T nothing) {
    return this;
  }

  /** The source itself, also where it would give a copy. */
  @Override
  public CompletableFuture<T> toCompletableFuture() {
    return source;
  }
}
