package dev.baton.executors.guava;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.ListeningExecutorService;
import com.google.common.util.concurrent.MoreExecutors;
import dev.baton.context.BatonInternal;
import dev.baton.context.Propagation;
import dev.baton.executors.ContextExecutors;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Adds to a wrapped executor that its futures capture, too. */
class ContextListeningExecutorService implements ListeningExecutorService {
  final ListeningExecutorService delegate;
  final Propagation propagation;
  private final ExecutorService wrapped;

  ContextListeningExecutorService(ListeningExecutorService delegate, Propagation propagation) {
    this.delegate = delegate;
    this.propagation = propagation;
    this.wrapped = ContextExecutors.wrap(delegate, propagation);
  }

  @Override
  public final <T extends @Nullable Object> ListenableFuture<T> submit(Callable<T> task) {
    Callable<T> wrappedTask = propagation.wrap(task);
    try {
      return future(wrappedTask, delegate.submit(wrappedTask));
    } catch (RejectedExecutionException e) {
      throw rejected(wrappedTask, e);
    }
  }

  @Override
  public final ListenableFuture<?> submit(Runnable task) {
    Runnable wrappedTask = propagation.wrap(task);
    try {
      return future(wrappedTask, delegate.submit(wrappedTask));
    } catch (RejectedExecutionException e) {
      throw rejected(wrappedTask, e);
    }
  }

  @Override
  public final <T extends @Nullable Object> ListenableFuture<T> submit(Runnable task, T result) {
    Runnable wrappedTask = propagation.wrap(task);
    try {
      return future(wrappedTask, delegate.submit(wrappedTask, result));
    } catch (RejectedExecutionException e) {
      throw rejected(wrappedTask, e);
    }
  }

  private <T extends @Nullable Object> ListenableFuture<T> future(
      Object task, ListenableFuture<T> future) {
    observe(task, future);
    return new ContextFluentFuture<>(future, propagation);
  }

  final void observe(Object task, ListenableFuture<?> future) {
    if (BatonInternal.hasListener(propagation)) {
      Runnable tell =
          () -> {
            if (future.isCancelled()) {
              BatonInternal.cancelled(task);
            }
          };
      future.addListener(tell, MoreExecutors.directExecutor());
    }
  }

  static RejectedExecutionException rejected(Object task, RejectedExecutionException reason) {
    BatonInternal.rejected(task, reason);
    return reason;
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
      capturing.add(new ContextFluentFuture<>((ListenableFuture<T>) future, propagation));
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
