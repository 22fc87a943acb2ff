package dev.baton.spring;

import dev.baton.context.Propagation;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.springframework.core.task.AsyncTaskExecutor;

/** Somebody's own {@link AsyncTaskExecutor}, whose tasks run under their submitter's context. */
final class ContextAsyncTaskExecutor implements AsyncTaskExecutor {
  private final AsyncTaskExecutor executor;
  private final Propagation propagation;

  ContextAsyncTaskExecutor(AsyncTaskExecutor executor, Propagation propagation) {
    this.executor = executor;
    this.propagation = propagation;
  }

  @Override
  public void execute(Runnable task) {
    executor.execute(propagation.wrap(task));
  }

  @Override
  public Future<?> submit(Runnable task) {
    return executor.submit(propagation.wrap(task));
  }

  @Override
  @SuppressWarnings("NullAway") // a wrapped task gives whatever it gives
  public <T extends @Nullable Object> Future<T> submit(Callable<T> task) {
    return executor.submit(propagation.wrap(task));
  }

  @Override
  public CompletableFuture<Void> submitCompletable(Runnable task) {
    return executor.submitCompletable(propagation.wrap(task));
  }

  @Override
  @SuppressWarnings("NullAway")
  public <T extends @Nullable Object> CompletableFuture<T> submitCompletable(Callable<T> task) {
    return executor.submitCompletable(propagation.wrap(task));
  }

  @Override
  public String toString() {
    return "ContextAsyncTaskExecutor[" + executor + "]";
  }
}
