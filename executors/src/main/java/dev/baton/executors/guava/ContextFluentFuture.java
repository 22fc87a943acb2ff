package dev.baton.executors.guava;

import com.google.common.base.Function;
import com.google.common.util.concurrent.AbstractFuture;
import com.google.common.util.concurrent.AsyncFunction;
import com.google.common.util.concurrent.FluentFuture;
import com.google.common.util.concurrent.ForwardingListenableFuture;
import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import dev.baton.context.BatonInternal;
import dev.baton.context.Propagation;
import dev.baton.executors.ExecutorsInternal;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ListenableFuture} whose listeners run under the context that was current where they were
 * added, whoever completes the future. It has the methods of {@link FluentFuture}, and what they
 * return is one again, so that a chain keeps each function's context.
 *
 * {@snippet file="dev/baton/executors/guava/ContextFluentFutureTest.java" region="chain"}
 *
 * <p>{@code Futures.transform}, {@code Futures.addCallback} and their kind do right with it too,
 * since they add a listener; what they return, though, is Guava's own future, to be wrapped in its
 * turn.
 *
 * <p><b>Capture</b> is in {@link #addListener} and every method that takes a function.
 * <b>Restore</b> is on the thread that runs the listener, as {@link Propagation} says. <b>Cost</b>:
 * 24 bytes for each listener, 40 for each function or callback. A wrapped executor is not asked to
 * capture once more; what its {@link Propagation} adds is added here.
 *
 * <p>Cancelling it cancels the wrapped future. Thread-safe.
 *
 * @param <V> type of the result
 */
public class ContextFluentFuture<V extends @Nullable Object> extends ForwardingListenableFuture<V> {
  private static final String OF_GUAVA = AbstractFuture.class.getName() + "$";

  private final ListenableFuture<V> future;
  private final Propagation propagation;

  ContextFluentFuture(ListenableFuture<V> future, Propagation propagation) {
    this.future = future;
    this.propagation = propagation;
  }

  /**
   * Wraps a future, whose listeners carry {@link Propagation#installed()}, or gives back the
   * argument if it is one of these.
   */
  public static <V extends @Nullable Object> ContextFluentFuture<V> wrap(
      ListenableFuture<V> future) {
    return future instanceof ContextFluentFuture<V> wrapped
        ? wrapped
        : wrap(future, Propagation.installed());
  }

  /** Wraps a future, anew if need be; its listeners carry what the propagation says. */
  public static <V extends @Nullable Object> ContextFluentFuture<V> wrap(
      ListenableFuture<V> future, Propagation propagation) {
    Objects.requireNonNull(future, "future");
    Objects.requireNonNull(propagation, "propagation");
    return new ContextFluentFuture<>(
        future instanceof ContextFluentFuture<V> wrapped ? wrapped.future : future, propagation);
  }

  @Override
  protected ListenableFuture<V> delegate() {
    return future;
  }

  @Override
  public final boolean cancel(boolean mayInterruptIfRunning) {
    return CancelLoop.cancel(future, mayInterruptIfRunning);
  }

  @Override
  public final void addListener(Runnable listener, Executor executor) {
    if (listener != null && listener.getClass().getName().startsWith(OF_GUAVA)) {
      future.addListener(listener, executor); // setFuture's, which Guava looks for in its loop
      return;
    }
    Runnable wrapped = ExecutorsInternal.and(propagation, executor).wrap(listener);
    future.addListener(wrapped, ExecutorsInternal.uncapturing(executor, wrapped));
  }

  /** As {@link FluentFuture#transform}. */
  public final <R extends @Nullable Object> ContextFluentFuture<R> transform(
      Function<? super V, ? extends R> function, Executor executor) {
    WrappedFunction<V, R> wrapped = wrap(function, executor);
    return next(Futures.transform(future, wrapped, wrapped.uncapturing(executor)));
  }

  /** As {@link FluentFuture#transformAsync}. */
  public final <R extends @Nullable Object> ContextFluentFuture<R> transformAsync(
      AsyncFunction<? super V, R> function, Executor executor) {
    WrappedFunction<V, R> wrapped = wrap(function, executor);
    return next(Futures.transformAsync(future, wrapped.async(), wrapped.uncapturing(executor)));
  }

  /** As {@link FluentFuture#catching}. */
  public final <X extends Throwable> ContextFluentFuture<V> catching(
      Class<X> type, Function<? super X, ? extends V> fallback, Executor executor) {
    WrappedFunction<X, V> wrapped = wrap(fallback, executor);
    return next(Futures.catching(future, type, wrapped, wrapped.uncapturing(executor)));
  }

  /** As {@link FluentFuture#catchingAsync}. */
  public final <X extends Throwable> ContextFluentFuture<V> catchingAsync(
      Class<X> type, AsyncFunction<? super X, ? extends V> fallback, Executor executor) {
    WrappedFunction<X, V> wrapped = wrap(fallback, executor);
    return next(
        Futures.catchingAsync(future, type, wrapped.async(), wrapped.uncapturing(executor)));
  }

  /** As {@link FluentFuture#withTimeout(long, TimeUnit, ScheduledExecutorService)}. */
  public final ContextFluentFuture<V> withTimeout(
      long timeout, TimeUnit unit, ScheduledExecutorService scheduler) {
    return next(Futures.withTimeout(future, timeout, unit, scheduler));
  }

  /** As {@link FluentFuture#addCallback}. */
  public final void addCallback(FutureCallback<? super V> callback, Executor executor) {
    WrappedFunction<V, ?> wrapped = wrap(callback, executor);
    Futures.addCallback(future, wrapped, wrapped.uncapturing(executor));
  }

  private <A extends @Nullable Object, R extends @Nullable Object> WrappedFunction<A, R> wrap(
      Object function, Executor executor) {
    Objects.requireNonNull(function, "function");
    return new WrappedFunction<>(
        BatonInternal.wrap(ExecutorsInternal.and(propagation, executor), function));
  }

  private <R extends @Nullable Object> ContextFluentFuture<R> next(ListenableFuture<R> derived) {
    return new ContextFluentFuture<>(derived, propagation);
  }

  /** What Guava is to be given, which knows no wrappers, and has words of its own for a null. */
  static <R extends @Nullable Object> ListenableFuture<R> unwrap(ListenableFuture<R> future) {
    return future instanceof ContextFluentFuture<R> wrapped
            && wrapped.getClass() == ContextFluentFuture.class
        ? wrapped.future
        : future;
  }
}
