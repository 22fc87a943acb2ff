package dev.baton.executors.guava;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.ListeningExecutorService;
import com.google.common.util.concurrent.MoreExecutors;
import dev.baton.context.PendingTask;
import dev.baton.context.Propagation;
import dev.baton.executors.ExecutorsInternal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Adds to a wrapped executor that its futures capture, too. */
class ContextListeningExecutorService
    implements ListeningExecutorService, ExecutorsInternal.Wrapping {
  final ListeningExecutorService delegate;
  final Propagation propagation;
  private final ExecutorService wrapped;

  ContextListeningExecutorService(ListeningExecutorService delegate, Propagation propagation) {
    this.delegate = delegate;
    this.propagation = propagation;
    this.wrapped =
        ExecutorsInternal.wrap(delegate, propagation, ContextListeningExecutorService::observe);
  }

  private static Future<?> observe(PendingTask task, Future<?> future) {
    ((ListenableFuture<?>) future)
        .addListener(
            () -> ExecutorsInternal.cancelled(task, future), MoreExecutors.directExecutor());
    return future;
  }

  @Override
  public final Executor wrapping() {
    return wrapped;
  }

  @Override
  public final <T extends @Nullable Object> ListenableFuture<T> submit(Callable<T> task) {
    return capturing(wrapped.submit(task));
  }

  @Override
  public final ListenableFuture<?> submit(Runnable task) {
    return capturing(wrapped.submit(task));
  }

  @Override
  public final <T extends @Nullable Object> ListenableFuture<T> submit(Runnable task, T result) {
    return capturing(wrapped.submit(task, result));
  }

  private <T extends @Nullable Object> ListenableFuture<T> capturing(Future<T> future) {
    return new ContextFluentFuture<>((ListenableFuture<T>) future, propagation);
  }

  @Override
  public final void execute(Runnable command) {
    wrapped.execute(command);
  }

  @Override
  public final <T extends @Nullable Object> List<Future<T>> invokeAll(
      Collection<? extends Callable<T>> tasks) throws InterruptedException {
    return futures(wrapped.invokeAll(tasks));
  }

  @Override
  public final <T extends @Nullable Object> List<Future<T>> invokeAll(
      Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
      throws InterruptedException {
    return futures(wrapped.invokeAll(tasks, timeout, unit));
  }

  private <T extends @Nullable Object> List<Future<T>> futures(List<Future<T>> plain) {
    List<Future<T>> capturing = new ArrayList<>(plain.size());
    for (Future<T> future : plain) {
      capturing.add(capturing(future));
    }
    return capturing;
  }

  @Override
  public final <T extends @Nullable Object> T invokeAny(Collection<? extends Callable<T>> tasks)
      throws InterruptedException, ExecutionException {
    return wrapped.invokeAny(tasks);
  }

  @Override
  public final <T extends @Nullable Object> T invokeAny(
      Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    return wrapped.invokeAny(tasks, timeout, unit);
  }

  @Override
  public final void shutdown() {
    wrapped.shutdown();
  }

  @Override
  public final List<Runnable> shutdownNow() {
    return wrapped.shutdownNow();
  }

  @Override
  public final boolean isShutdown() {
    return wrapped.isShutdown();
  }

  @Override
  public final boolean isTerminated() {
    return wrapped.isTerminated();
  }

  @Override
  public final boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return wrapped.awaitTermination(timeout, unit);
  }

  @Override
  public final void close() {
    wrapped.close();
  }

  @Override
  public final String toString() {
    return getClass().getSimpleName() + "[" + delegate + "]";
  }
}
