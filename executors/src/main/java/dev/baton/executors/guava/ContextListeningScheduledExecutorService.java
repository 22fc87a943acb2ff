package dev.baton.executors.guava;

import com.google.common.util.concurrent.ListenableScheduledFuture;
import com.google.common.util.concurrent.ListeningScheduledExecutorService;
import dev.baton.context.Propagation;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The same for a scheduler. */
final class ContextListeningScheduledExecutorService extends ContextListeningExecutorService
    implements ListeningScheduledExecutorService {
  private final ScheduledExecutorService scheduler;

  ContextListeningScheduledExecutorService(
      ListeningScheduledExecutorService delegate, Propagation propagation) {
    super(delegate, propagation);
    this.scheduler = (ScheduledExecutorService) wrapping();
  }

  @Override
  public ListenableScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    return capturing(scheduler.schedule(command, delay, unit));
  }

  @Override
  public <V extends @Nullable Object> ListenableScheduledFuture<V> schedule(
      Callable<V> callable, long delay, TimeUnit unit) {
    return capturing(scheduler.schedule(callable, delay, unit));
  }

  @Override
  public ListenableScheduledFuture<?> scheduleAtFixedRate(
      Runnable command, long initialDelay, long period, TimeUnit unit) {
    return capturing(scheduler.scheduleAtFixedRate(command, initialDelay, period, unit));
  }

  @Override
  public ListenableScheduledFuture<?> scheduleWithFixedDelay(
      Runnable command, long initialDelay, long delay, TimeUnit unit) {
    return capturing(scheduler.scheduleWithFixedDelay(command, initialDelay, delay, unit));
  }

  private <V extends @Nullable Object> ListenableScheduledFuture<V> capturing(
      ScheduledFuture<V> future) {
    return new Scheduled<>((ListenableScheduledFuture<V>) future, propagation);
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
