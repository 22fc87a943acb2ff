package dev.baton.tracing.guava;

import com.google.common.util.concurrent.ListenableFuture;
import dev.baton.executors.guava.ContextFluentFuture;
import dev.baton.tracing.TracedOperation;
import dev.baton.tracing.TracedOperations;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@link TracedOperations} for {@link ListenableFuture}s. */
public final class TracedFutures {
  private TracedFutures() {}

  /**
   * Starts an operation, with a span that ends when its future is done. If the operation throws
   * instead of giving a future, the span ends with that.
   *
   * {@snippet file="dev/baton/tracing/guava/TracedFuturesTest.java" region="trace"}
   *
   * @param name of the span
   * @param operation called at once, on this thread, with the span current
   * @return has the future's result, as soon as the span has ended. Its listeners run under the
   *     context that is current where they are added. To cancel it cancels the future
   */
  public static <V extends @Nullable Object> ContextFluentFuture<V> trace(
      TracedOperations operations, String name, Supplier<? extends ListenableFuture<V>> operation) {
    Objects.requireNonNull(operation, "operation");
    TracedOperation traced = operations.start(name);
    return endWith(traced, traced.begin(operation));
  }

  /**
   * Ends the span of an operation when a future is done, with its failure if it has one.
   *
   * @return as {@link #trace} returns it
   */
  public static <V extends @Nullable Object> ContextFluentFuture<V> endWith(
      TracedOperation operation, ListenableFuture<V> future) {
    Objects.requireNonNull(operation, "operation");
    Objects.requireNonNull(future, "future");
    return ContextFluentFuture.wrap(SpanFuture.follow(operation, future));
  }
}
