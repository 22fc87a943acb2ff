package dev.baton.tracing.annotations;

import static com.google.common.util.concurrent.MoreExecutors.directExecutor;

import com.google.common.util.concurrent.FluentFuture;
import com.google.common.util.concurrent.ListenableFuture;
import dev.baton.tracing.TracedOperation;
import dev.baton.tracing.guava.TracedFutures;
import org.jspecify.annotations.Nullable;

/** Guava's futures. */
final class FutureResult {
  private FutureResult() {}

  static @Nullable Result of(Class<?> type) {
    return type == ListenableFuture.class || type == FluentFuture.class
        ? (operation, again, returned) -> replaced(operation, (ListenableFuture<?>) returned)
        : null;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // it is what the caller gets
  private static Object replaced(TracedOperation operation, ListenableFuture<?> future) {
    return TracedFutures.endWith(operation, future);
  }

  /** Ends the span with what the method has returned, if that is one of them. */
  @SuppressWarnings("FutureReturnValueIgnored") // has the outcome that the caller has
  static boolean listens(TracedOperation operation, Object returned) {
    if (!(returned instanceof ListenableFuture<?> future)) {
      return false;
    }
    try {
      future.addListener(() -> TracedFutures.endWith(operation, future), directExecutor());
    } catch (Throwable t) {
      operation.end(t); // one of the program's own, which takes no listener
    }
    return true;
  }
}
