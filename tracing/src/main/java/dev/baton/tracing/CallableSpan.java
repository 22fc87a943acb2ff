package dev.baton.tracing;

import dev.baton.context.CapturedContext;
import dev.baton.context.Propagation;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** Ends a span with a task: before its result is there, or when it is cancelled. */
final class CallableSpan<V extends @Nullable Object> extends FutureTask<V> {
  private final TracedOperation operation;

  CallableSpan(TracedOperation operation, Callable<V> task) {
    super(
        () -> {
          CapturedContext captured = Propagation.fixed(operation.context()).capture();
          V value;
          try {
            value = captured.call(task::call);
          } catch (Throwable t) {
            operation.end(t);
            throw t;
          }
          operation.end();
          return value;
        });
    this.operation = operation;
  }

  @Override
  protected void done() {
    if (isCancelled()) {
      operation.end(new CancellationException());
    }
  }
}
