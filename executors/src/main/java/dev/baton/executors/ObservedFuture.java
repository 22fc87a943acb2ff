package dev.baton.executors;

import dev.baton.context.PendingTask;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The delegate's future, whose cancellation the task's listener hears of. */
class ObservedFuture<V> implements Future<V> {
  private final PendingTask task; // lets go of what was submitted when that starts or is given up
  private final Future<V> future;

  private ObservedFuture(PendingTask task, Future<V> future) {
    this.task = task;
    this.future = future;
  }

  static Future<?> of(PendingTask task, Future<?> future) {
    return future instanceof ScheduledFuture<?> scheduled
        ? new Scheduled<>(task, scheduled)
        : new ObservedFuture<>(task, future);
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled = future.cancel(mayInterruptIfRunning);
    if (cancelled) {
      Submissions.cancelled(task, future);
    }
    return cancelled;
  }

  @Override
  public boolean isCancelled() {
    return future.isCancelled();
  }

  @Override
  public boolean isDone() {
    return future.isDone();
  }

  @Override
  public V get() throws InterruptedException, ExecutionException {
    return future.get();
  }

  @Override
  public V get(long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.get(timeout, unit);
  }

  @Override
  public V resultNow() {
    return future.resultNow();
  }

  @Override
  public Throwable exceptionNow() {
    return future.exceptionNow();
  }

  @Override
  public State state() {
    return future.state();
  }

  @Override
  public String toString() {
    return future.toString();
  }

  private static final class Scheduled<V> extends ObservedFuture<V> implements ScheduledFuture<V> {
    private final ScheduledFuture<V> future;

    Scheduled(PendingTask task, ScheduledFuture<V> future) {
      super(task, future);
      this.future = future;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return future.getDelay(unit);
    }

    @Override
    public int compareTo(Delayed other) {
      return future.compareTo(other instanceof Scheduled<?> o ? o.future : other);
    }
  }
}
