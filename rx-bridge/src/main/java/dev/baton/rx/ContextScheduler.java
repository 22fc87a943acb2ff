package dev.baton.rx;

import dev.baton.context.Propagation;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.internal.schedulers.SchedulerMultiWorkerSupport;
import java.util.concurrent.TimeUnit;

/** A scheduler that wraps what it is given and hands it on. */
class ContextScheduler extends Scheduler {
  final Scheduler delegate;
  final Propagation propagation;

  ContextScheduler(Scheduler delegate, Propagation propagation) {
    this.delegate = delegate;
    this.propagation = propagation;
  }

  @Override
  public final Worker createWorker() {
    return new ContextWorker(delegate.createWorker(), propagation.once());
  }

  @Override
  public final Disposable scheduleDirect(Runnable run) {
    RxTask task = RxTask.wrap(run, propagation);
    return task.scheduled(delegate.scheduleDirect(task));
  }

  @Override
  public final Disposable scheduleDirect(Runnable run, long delay, TimeUnit unit) {
    RxTask task = RxTask.wrap(run, propagation);
    return task.scheduled(delegate.scheduleDirect(task, delay, unit));
  }

  @Override
  public final Disposable schedulePeriodicallyDirect(
      Runnable run, long initialDelay, long period, TimeUnit unit) {
    RxTask task = RxTask.wrap(run, propagation);
    return task.scheduled(delegate.schedulePeriodicallyDirect(task, initialDelay, period, unit));
  }

  @Override
  public final long now(TimeUnit unit) {
    return delegate.now(unit);
  }

  @Override
  public final void start() {
    delegate.start();
  }

  @Override
  public final void shutdown() {
    delegate.shutdown();
  }

  @Override
  public final String toString() {
    return "ContextScheduler[" + delegate + "]";
  }

  /** One that a parallel flow asks for all its workers at once. */
  static final class OfManyWorkers extends ContextScheduler implements SchedulerMultiWorkerSupport {

    OfManyWorkers(Scheduler delegate, Propagation propagation) {
      super(delegate, propagation);
    }

    /** Here, so that this class is loaded only where its interface may be. */
    static ContextScheduler wrap(Scheduler delegate, Propagation propagation) {
      return delegate instanceof SchedulerMultiWorkerSupport
          ? new OfManyWorkers(delegate, propagation)
          : new ContextScheduler(delegate, propagation);
    }

    @Override
    public void createWorkers(int number, WorkerCallback callback) {
      Propagation captured = propagation.once();
      ((SchedulerMultiWorkerSupport) delegate)
          .createWorkers(
              number,
              (index, worker) -> callback.onWorker(index, new ContextWorker(worker, captured)));
    }
  }
}
