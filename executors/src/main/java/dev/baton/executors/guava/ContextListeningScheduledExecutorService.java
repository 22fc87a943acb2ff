package dev.baton.executors.guava;

import com.google.common.util.concurrent.ListenableScheduledFuture;
import com.google.common.util.concurrent.ListeningScheduledExecutorService;
import dev.baton.context.BatonInternal;
import dev.baton.context.Propagation;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The same for a scheduler; a periodic task has a propagation of its own. */
final class ContextListeningScheduledExecutorService extends ContextListeningExecutorService
    implements ListeningScheduledExecutorService {
  private final ListeningScheduledExecutorService scheduler;
  private final Propagation periodic;

  ContextListeningScheduledExecutorService(
      ListeningScheduledExecutorService scheduler, Propagation propagation) {
    super(scheduler, propagation);
    this.scheduler = scheduler;
    this.periodic = BatonInternal.periodic(propagation);
  }

  @Override
  public ListenableScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    Runnable task = propagation.wrap(command);
    try {
      return scheduled(task, scheduler.schedule(task, delay, unit));
    } catch (RejectedExecutionException e) {
      throw rejected(task, e);
    }
  }

  @Override
  public <V extends @Nullable Object> ListenableScheduledFuture<V> schedule(
      Callable<V> callable, long delay, TimeUnit unit) {
    Callable<V> task = propagation.wrap(callable);
    try {
      return scheduled(task, scheduler.schedule(task, delay, unit));
    } catch (RejectedExecutionException e) {
      throw rejected(task, e);
    }
  }

  @Override
  public ListenableScheduledFuture<?> scheduleAtFixedRate(
      Runnable command, long initialDelay, long period, TimeUnit unit) {
    Runnable task = periodic.wrap(command);
    try {
      return scheduled(task, scheduler.scheduleAtFixedRate(task, initialDelay, period, unit));
    } catch (RejectedExecutionException e) {
      throw rejected(task, e);
    }
  }

  @Override
  public ListenableScheduledFuture<?> scheduleWithFixedDelay(
      Runnable command, long initialDelay, long delay, TimeUnit unit) {
    Runnable task = periodic.wrap(command);
    try {
      return scheduled(task, scheduler.scheduleWithFixedDelay(task, initialDelay, delay, unit));
    } catch (RejectedExecutionException e) {
      throw rejected(task, e);
    }
  }

  private <V extends @Nullable Object> ListenableScheduledFuture<V> scheduled(
      Object task, ListenableScheduledFuture<V> future) {
    observe(task, future);
    return new Scheduled<>(future, propagation);
  }

  private static final class Scheduled<V extends @Nullable Object> extends ContextFluentFuture<V>
      implements ListenableScheduledFuture<V> {
    private final ListenableScheduledFuture<V> future;

    Scheduled(ListenableScheduledFuture<V> future, Propagation propagation) {
      super(future, propagation);
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
