package dev.baton.executors;

import dev.baton.context.Propagation;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@link CompletableFuture}s whose functions run under the context that was current where they were
 * registered, whoever completes the future, and wherever the function then runs. Methods that have
 * the names of the JDK's take their place.
 *
 * {@snippet file="dev/baton/executors/ContextFuturesTest.java" region="chain"}
 *
 * <p>What comes back is a {@link CompletableFuture}, and so is every future and stage that is
 * derived from it, by any method: all of them capture.
 *
 * <p>They carry {@link Propagation#installed()}, unless they are given another propagation. Where a
 * method takes none, {@link #newFuture(Propagation)} or {@link #wrap(CompletionStage, Propagation)}
 * does, of what the JDK's own method gives.
 *
 * <p><b>Capture</b> is where a function is given to the future: {@code thenApply(f)} captures when
 * it is called, for {@code f}; likewise each method of a stage, synchronous or asynchronous, {@code
 * completeAsync} and {@link #supplyAsync}. <b>Restore</b> is on the thread that runs the function,
 * as {@link Propagation} says.
 *
 * <p>All else is the JDK's, code included: results, exceptions and their wrapping, cancellation,
 * order, {@code join()} that helps. {@code defaultExecutor()} is the JDK's. A stage may be given a
 * wrapped executor; it runs on what was wrapped, which is not asked to capture once more, and what
 * that executor's {@link Propagation} adds (thread-locals, a listener) is added here too.
 *
 * <p><b>Cost</b>: 24 bytes for each function.
 *
 * <p><b>Not carried</b>: the static methods of {@link CompletableFuture} give futures of the JDK's
 * own kind, {@code CompletableFuture.allOf(..)} too: use {@link #allOf}, {@link #anyOf}, {@link
 * #wrap}.
 *
 * <p>Thread-safe, as the JDK's. A null function or executor is refused as there.
 */
public final class ContextFutures {
  private ContextFutures() {}

  /** As {@link CompletableFuture#supplyAsync(Supplier)}. */
  public static <T extends @Nullable Object> CompletableFuture<T> supplyAsync(
      Supplier<T> supplier) {
    return ContextFutures.<T>newFuture().completeAsync(supplier);
  }

  /** As {@link CompletableFuture#supplyAsync(Supplier, Executor)}. */
  public static <T extends @Nullable Object> CompletableFuture<T> supplyAsync(
      Supplier<T> supplier, Executor executor) {
    return supplyAsync(supplier, executor, Propagation.installed());
  }

  /**
   * As {@link CompletableFuture#supplyAsync(Supplier, Executor)}; functions carry what the
   * propagation says.
   */
  public static <T extends @Nullable Object> CompletableFuture<T> supplyAsync(
      Supplier<T> supplier, Executor executor, Propagation propagation) {
    return ContextFutures.<T>newFuture(propagation).completeAsync(supplier, screen(executor));
  }

  /** As {@link CompletableFuture#runAsync(Runnable)}. */
  public static CompletableFuture<Void> runAsync(Runnable task) {
    var future = new ContextFuture<Void>(Propagation.installed());
    return future.completeByRunning(task, future.defaultExecutor());
  }

  /** As {@link CompletableFuture#runAsync(Runnable, Executor)}. */
  public static CompletableFuture<Void> runAsync(Runnable task, Executor executor) {
    return runAsync(task, executor, Propagation.installed());
  }

  /**
   * As {@link CompletableFuture#runAsync(Runnable, Executor)}; functions carry what the propagation
   * says.
   */
  public static CompletableFuture<Void> runAsync(
      Runnable task, Executor executor, Propagation propagation) {
    return new ContextFuture<Void>(Objects.requireNonNull(propagation, "propagation"))
        .completeByRunning(task, screen(executor));
  }

  /** Another executor for one that the JDK does not use; carries the same. */
  private static Executor screen(Executor executor) {
    Executor delegate = ContextExecutors.unwrap(executor);
    Executor screened = ContextExecutor.screen(delegate);
    if (screened == delegate) {
      return executor;
    }
    return delegate == executor
        ? screened
        : ContextExecutors.wrap(screened, ContextExecutors.propagation(executor));
  }

  /** As {@link CompletableFuture#completedFuture(Object)}. */
  public static <T extends @Nullable Object> CompletableFuture<T> completedFuture(T value) {
    CompletableFuture<T> future = newFuture();
    future.complete(value);
    return future;
  }

  /** As {@link CompletableFuture#failedFuture(Throwable)}. */
  public static <T extends @Nullable Object> CompletableFuture<T> failedFuture(Throwable failure) {
    CompletableFuture<T> future = newFuture();
    future.completeExceptionally(failure);
    return future;
  }

  /** As {@link CompletableFuture#completedStage(Object)}. */
  public static <T extends @Nullable Object> CompletionStage<T> completedStage(T value) {
    return completedFuture(value).minimalCompletionStage();
  }

  /** As {@link CompletableFuture#failedStage(Throwable)}. */
  public static <T extends @Nullable Object> CompletionStage<T> failedStage(Throwable failure) {
    return MinimalContextStage.failed(failure, Propagation.installed());
  }

  /** As {@code new CompletableFuture<>()}. */
  public static <T extends @Nullable Object> CompletableFuture<T> newFuture() {
    return newFuture(Propagation.installed());
  }

  /** As {@code new CompletableFuture<>()}; functions carry what the propagation says. */
  public static <T extends @Nullable Object> CompletableFuture<T> newFuture(
      Propagation propagation) {
    return new ContextFuture<>(Objects.requireNonNull(propagation, "propagation"));
  }

  /** As {@link CompletableFuture#allOf}, of futures of any kind. */
  public static CompletableFuture<Void> allOf(CompletableFuture<?>... futures) {
    CompletableFuture<?>[] all = settled(futures);
    if (all.length == 2
        && all[0] instanceof ContextFuture<?> first
        && first.getClass() == ContextFuture.class
        && first.propagation == Propagation.installed()) {
      return first.and(all[1]); // the JDK makes it a future of ours at once
    }
    return Relay.relay(CompletableFuture.allOf(all), newContextFuture());
  }

  /** As {@link CompletableFuture#anyOf}, of futures of any kind. */
  public static CompletableFuture<Object> anyOf(CompletableFuture<?>... futures) {
    return Relay.relay(CompletableFuture.anyOf(settled(futures)), newContextFuture());
  }

  /** Futures that have their result, if they are done; the JDK looks into them. */
  private static CompletableFuture<?>[] settled(CompletableFuture<?>[] futures) {
    for (CompletableFuture<?> future : futures) {
      if (future instanceof WrappedFuture<?> wrapped) {
        wrapped.settle();
      }
    }
    return futures;
  }

  private static <T extends @Nullable Object> ContextFuture<T> newContextFuture() {
    return new ContextFuture<>(Propagation.installed());
  }

  /**
   * As {@link CompletableFuture#delayedExecutor(long, TimeUnit)}; a task given to it runs under the
   * context of whoever gives it.
   */
  public static Executor delayedExecutor(long delay, TimeUnit unit) {
    return ContextExecutors.wrap(CompletableFuture.delayedExecutor(delay, unit));
  }

  /**
   * As {@link CompletableFuture#delayedExecutor(long, TimeUnit, Executor)}; a task given to it runs
   * under the context of whoever gives it.
   */
  public static Executor delayedExecutor(long delay, TimeUnit unit, Executor executor) {
    return ContextExecutors.wrap(
        CompletableFuture.delayedExecutor(delay, unit, executor), // which is heard of later
        ContextExecutors.propagation(executor));
  }

  /**
   * A future for a stage that comes from elsewhere, an HTTP client's or a driver's: it completes as
   * the stage does, and what is registered with it carries {@link Propagation#installed()}.
   *
   * {@snippet file="dev/baton/executors/ContextFuturesTest.java" region="wrap"}
   *
   * <p>If the stage is a {@link CompletableFuture}, the two are one for most purposes: completing
   * or cancelling this one, also by {@code orTimeout}, does it to that one first, so that a request
   * which stops when its future is cancelled does stop. Any other stage that is a {@link
   * java.util.concurrent.Future} is cancelled along with this one. A future that is derived from
   * this one is cancelled as one that is derived from the stage: the JDK's HTTP client aborts the
   * request. Functions that were registered with the stage itself are as they were.
   *
   * @return the stage itself, if it is one of ours
   */
  public static <T extends @Nullable Object> CompletableFuture<T> wrap(CompletionStage<T> stage) {
    return stage instanceof ContextFuture<T> future ? future : wrap(stage, Propagation.installed());
  }

  /** As {@link #wrap(CompletionStage)}; functions carry what the propagation says. */
  public static <T extends @Nullable Object> CompletableFuture<T> wrap(
      CompletionStage<T> stage, Propagation propagation) {
    Objects.requireNonNull(stage, "stage");
    Objects.requireNonNull(propagation, "propagation");
    return WrappedFuture.of(stage, propagation);
  }
}
