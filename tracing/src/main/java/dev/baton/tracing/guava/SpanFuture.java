package dev.baton.tracing.guava;

import static com.google.common.util.concurrent.MoreExecutors.directExecutor;

import com.google.common.util.concurrent.AbstractFuture;
import com.google.common.util.concurrent.ListenableFuture;
import dev.baton.tracing.TracedOperation;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Ends a span with a future, and is done then. */
final class SpanFuture<V extends @Nullable Object> extends AbstractFuture<V> {
  private final TracedOperation operation;
  private final ListenableFuture<V> source;

  private SpanFuture(TracedOperation operation, ListenableFuture<V> source) {
    this.operation = operation;
    this.source = source;
  }

  static <V extends @Nullable Object> SpanFuture<V> follow(
      TracedOperation operation, ListenableFuture<V> source) {
    SpanFuture<V> future = new SpanFuture<>(operation, source);
    source.addListener(future::end, directExecutor());
    return future;
  }

  private void end() {
    try {
      source.get(); // it is done
      operation.end();
    } catch (ExecutionException e) {
      operation.end(e.getCause());
    } catch (Throwable t) {
      operation.end(t);
    }
    setFuture(source);
  }

  @Override
  protected void afterDone() {
    if (isCancelled()) {
      operation.end(new CancellationException());
      source.cancel(wasInterrupted());
    }
  }

  @Override
  protected String pendingToString() {
    return "source=[" + source + "]";
  }
}
