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

  ContextScheduledExecutorService(
      ScheduledExecutorService scheduler,
      Propagation propagation,
      ExecutorsInternal.Observing observing) {
    super(scheduler, propagation, observing);
    this.scheduler = scheduler;
    this.periodic = BatonInternal.periodic(propagation);
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    return submit(
        scheduler,
        wrap(command),
        (executor, task, units, time, none) -> executor.schedule(task, time, units),
        unit,
        delay,
        0);
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
    return submit(
        scheduler,
        propagation.wrap(callable),
        (executor, task, units, time, none) -> executor.schedule(task, time, units),
        unit,
        delay,
        0);
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable command, long initialDelay, long period, TimeUnit unit) {
    return submit(
        scheduler,
        periodic.wrap(command),
        (executor, task, units, first, next) ->
            executor.scheduleAtFixedRate(task, first, next, units),
        unit,
        initialDelay,
        period);
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable command, long initialDelay, long delay, TimeUnit unit) {
    return submit(
        scheduler,
        periodic.wrap(command),
        (executor, task, units, first, next) ->
            executor.scheduleWithFixedDelay(task, first, next, units),
        unit,
        initialDelay,
        delay);
  }
}
