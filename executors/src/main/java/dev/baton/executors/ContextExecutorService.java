package dev.baton.executors;

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
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Wraps each task and hands it on; what is not a task goes to the delegate as it is. */
class ContextExecutorService extends ContextExecutor implements ExecutorService {
  private final ExecutorService service;

  ContextExecutorService(
      ExecutorService service, Propagation propagation, ExecutorsInternal.Observing observing) {
    super(service, propagation, observing);
    this.service = service;
  }

  @Override
  public final <T> Future<T> submit(Callable<T> task) {
    return submit(
        service,
        propagation.wrap(task),
        (executor, wrapped, none, a, b) -> executor.submit(wrapped),
        null,
        0,
        0);
  }

  @Override
  public final Future<?> submit(Runnable task) {
    return submit(
        service,
        wrap(task),
        (executor, wrapped, none, a, b) -> executor.submit(wrapped),
        null,
        0,
        0);
  }

  @Override
  public final <T> Future<T> submit(Runnable task, T result) {
    return submit(
        service,
        wrap(task),
        (executor, wrapped, given, a, b) -> executor.submit(wrapped, given),
        result,
        0,
        0);
  }

  @Override
  public final <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks)
      throws InterruptedException {
    return this.<T, List<Future<T>>, RuntimeException, RuntimeException>submitAll(
        wrapAll(tasks, null), service::invokeAll);
  }

  @Override
  public final <T> List<Future<T>> invokeAll(
      Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
      throws InterruptedException {
    return this.<T, List<Future<T>>, RuntimeException, RuntimeException>submitAll(
        wrapAll(tasks, null), wrapped -> service.invokeAll(wrapped, timeout, unit));
  }

  @Override
  public final <T> T invokeAny(Collection<? extends Callable<T>> tasks)
      throws InterruptedException, ExecutionException {
    return this.<T, T, ExecutionException, RuntimeException>submitAll(
        wrapAll(tasks, "task"), service::invokeAny);
  }

  @Override
  public final <T> T invokeAny(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    return this.<T, T, ExecutionException, TimeoutException>submitAll(
        wrapAll(tasks, "task"), wrapped -> service.invokeAny(wrapped, timeout, unit));
  }

  private interface MethodOfMany<T, R, X extends Exception, Y extends Exception> {
    R call(List<Callable<T>> tasks) throws InterruptedException, X, Y;
  }

  /** When it is over, what has not begun never will. */
  private <T, R, X extends Exception, Y extends Exception> R submitAll(
      List<Callable<T>> tasks, MethodOfMany<T, R, X, Y> method) throws InterruptedException, X, Y {
    if (submissions == null) {
      return method.call(tasks);
    }
    try {
      return method.call(tasks);
    } catch (RuntimeException | Error e) {
      Submissions.refused(tasks, e); // one was; the others do not run either
      throw e;
    } finally {
      Submissions.cancelled(tasks);
    }
  }

  /** A null among them is refused in the JDK's words: those of invokeAll are none. */
  private <T> List<Callable<T>> wrapAll(
      Collection<? extends Callable<T>> tasks, @Nullable String ofNull) {
    Objects.requireNonNull(tasks, "tasks");
    List<Callable<T>> wrapped = new ArrayList<>(tasks);
    for (Callable<T> task : wrapped) {
      Objects.requireNonNull(task, ofNull);
    }
    Propagation once = propagation.once();
    wrapped.replaceAll(task -> once.wrap(task));
    return wrapped;
  }

  @Override
  public final void shutdown() {
    service.shutdown();
    if (service instanceof ScheduledExecutorService) {
      shutDown(List.of()); // it may have cancelled what was to run later
    }
  }

  @Override
  public final List<Runnable> shutdownNow() {
    List<Runnable> tasks = new ArrayList<>(service.shutdownNow());
    shutDown(tasks);
    tasks.replaceAll(ContextTask::unwrap);
    return tasks;
  }

  private void shutDown(List<Runnable> notRun) {
    if (submissions != null) {
      submissions.shutDown(notRun);
    }
  }

  @Override
  public final boolean isShutdown() {
    return service.isShutdown();
  }

  @Override
  public final boolean isTerminated() {
    boolean terminated = service.isTerminated();
    endIfTerminated();
    return terminated;
  }

  @Override
  public final boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    boolean terminated = service.awaitTermination(timeout, unit);
    endIfTerminated();
    return terminated;
  }

  @Override
  public final void close() {
    service.close(); // not the default, which would wait for the common pool for ever
    endIfTerminated();
  }

  private void endIfTerminated() {
    if (submissions != null) {
      submissions.endIfTerminated();
    }
  }
}
