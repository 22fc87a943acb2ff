package dev.baton.executors;

import dev.baton.context.BatonInternal;
import dev.baton.context.Propagation;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Wraps each task and hands it on; a periodic task has a propagation of its own. */
final class ContextScheduledExecutorService extends ContextExecutorService
    implements ScheduledExecutorService {
  private final ScheduledExecutorService scheduler;
  private final Propagation periodic;

  ContextScheduledExecutorService(ScheduledExecutorService scheduler, Propagation propagation) {
    super(scheduler, propagation);
    this.scheduler = scheduler;
    this.periodic = BatonInternal.periodic(propagation);
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    Runnable wrapped = wrap(command);
    try {
      return observed(wrapped, scheduler.schedule(wrapped, delay, unit));
    } catch (RuntimeException | Error e) {
      refused(wrapped, e);
      throw e;
    }
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
    Callable<V> wrapped = pending(propagation.wrap(callable));
    try {
      return observed(wrapped, scheduler.schedule(wrapped, delay, unit));
    } catch (RuntimeException | Error e) {
      refused(wrapped, e);
      throw e;
    }
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable command, long initialDelay, long period, TimeUnit unit) {
    Runnable wrapped = pending(periodic.wrap(command));
    try {
      return observed(wrapped, scheduler.scheduleAtFixedRate(wrapped, initialDelay, period, unit));
    } catch (RuntimeException | Error e) {
      refused(wrapped, e);
      throw e;
    }
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable command, long initialDelay, long delay, TimeUnit unit) {
    Runnable wrapped = pending(periodic.wrap(command));
    try {
      return observed(
          wrapped, scheduler.scheduleWithFixedDelay(wrapped, initialDelay, delay, unit));
    } catch (RuntimeException | Error e) {
      refused(wrapped, e);
      throw e;
    }
  }
}
