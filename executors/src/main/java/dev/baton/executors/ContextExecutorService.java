package dev.baton.executors;

import dev.baton.context.BatonInternal;
import dev.baton.context.ContextTask;
import dev.baton.context.Propagation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Wraps each task and hands it on; what is not a task goes to the delegate as it is. */
class ContextExecutorService extends ContextExecutor implements ExecutorService {
  private final ExecutorService service;

  ContextExecutorService(ExecutorService service, Propagation propagation) {
    super(service, propagation);
    this.service = service;
  }

  @Override
  public final <T> Future<T> submit(Callable<T> task) {
    Callable<T> wrapped = pending(propagation.wrap(task));
    try {
      return observed(wrapped, service.submit(wrapped));
    } catch (RuntimeException | Error e) {
      refused(wrapped, e);
      throw e;
    }
  }

  @Override
  public final Future<?> submit(Runnable task) {
    Runnable wrapped = wrap(task);
    try {
      return observed(wrapped, service.submit(wrapped));
    } catch (RuntimeException | Error e) {
      refused(wrapped, e);
      throw e;
    }
  }

  @Override
  public final <T> Future<T> submit(Runnable task, T result) {
    Runnable wrapped = wrap(task);
    try {
      return observed(wrapped, service.submit(wrapped, result));
    } catch (RuntimeException | Error e) {
      refused(wrapped, e);
      throw e;
    }
  }

  /** A future whose cancellation is heard of, if there is somebody to hear it. */
  @SuppressWarnings("unchecked") // of the same kind as the future it observes
  final <F extends Future<?>> F observed(Object task, F future) {
    return BatonInternal.hasListener(propagation)
        ? (F) ObservedFuture.of((ContextTask) task, future)
        : future;
  }

  @Override
  public final <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks)
      throws InterruptedException {
    List<Callable<T>> wrapped = wrapAll(tasks);
    try {
      return service.invokeAll(wrapped);
    } catch (RejectedExecutionException e) {
      refused(wrapped, e);
      throw e;
    } finally {
      cancelled(wrapped);
    }
  }

  @Override
  public final <T> List<Future<T>> invokeAll(
      Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
      throws InterruptedException {
    List<Callable<T>> wrapped = wrapAll(tasks);
    try {
      return service.invokeAll(wrapped, timeout, unit);
    } catch (RejectedExecutionException e) {
      refused(wrapped, e);
      throw e;
    } finally {
      cancelled(wrapped);
    }
  }

  @Override
  public final <T> T invokeAny(Collection<? extends Callable<T>> tasks)
      throws InterruptedException, ExecutionException {
    List<Callable<T>> wrapped = wrapAll(tasks);
    try {
      return service.invokeAny(wrapped);
    } catch (RejectedExecutionException e) {
      refused(wrapped, e);
      throw e;
    } finally {
      cancelled(wrapped);
    }
  }

  @Override
  public final <T> T invokeAny(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    List<Callable<T>> wrapped = wrapAll(tasks);
    try {
      return service.invokeAny(wrapped, timeout, unit);
    } catch (RejectedExecutionException e) {
      refused(wrapped, e);
      throw e;
    } finally {
      cancelled(wrapped);
    }
  }

  private <T> List<Callable<T>> wrapAll(Collection<? extends Callable<T>> tasks) {
    Objects.requireNonNull(tasks, "tasks");
    List<Callable<T>> wrapped = new ArrayList<>(tasks);
    for (Callable<T> task : wrapped) {
      Objects.requireNonNull(task, "task");
    }
    Propagation once = propagation.captured();
    wrapped.replaceAll(task -> once.wrap(task));
    return wrapped;
  }

  /** One of them was; the others will not run either. */
  private static <T> void refused(List<Callable<T>> tasks, RejectedExecutionException reason) {
    for (Callable<T> task : tasks) {
      refused((Object) task, reason);
    }
  }

  /** The delegate is done with these: what has not started will not. */
  private <T> void cancelled(List<Callable<T>> tasks) {
    if (BatonInternal.hasListener(propagation)) {
      for (Callable<T> task : tasks) {
        cancelled((Object) task);
      }
    }
  }

  @Override
  public final void shutdown() {
    service.shutdown();
  }

  @Override
  public final List<Runnable> shutdownNow() {
    List<Runnable> tasks = new ArrayList<>(service.shutdownNow());
    tasks.replaceAll(ContextTask::unwrap);
    cancelPending();
    return tasks;
  }

  @Override
  public final boolean isShutdown() {
    return service.isShutdown();
  }

  @Override
  public final boolean isTerminated() {
    return service.isTerminated();
  }

  @Override
  public final boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    boolean terminated = service.awaitTermination(timeout, unit);
    if (terminated) {
      cancelPending();
    }
    return terminated;
  }

  @Override
  public final void close() {
    service.close(); // not the default, which would wait for the common pool for ever
    if (BatonInternal.hasListener(propagation) && service.isTerminated()) {
      cancelPending();
    }
  }
}
