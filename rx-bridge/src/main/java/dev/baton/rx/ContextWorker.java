package dev.baton.rx;

import dev.baton.context.BatonInternal;
import dev.baton.context.Propagation;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.disposables.CompositeDisposable;
import io.reactivex.rxjava3.disposables.Disposable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A worker whose every task runs under what was captured when it was made. */
final class ContextWorker extends Scheduler.Worker {
  private final Scheduler.Worker delegate;
  private final Propagation captured;
  private final @Nullable CompositeDisposable observed;

  ContextWorker(Scheduler.Worker delegate, Propagation captured) {
    this.delegate = delegate;
    this.captured = captured;
    this.observed = BatonInternal.hasListener(captured) ? new CompositeDisposable() : null;
  }

  @Override
  public Disposable schedule(Runnable run) {
    RxTask task = RxTask.wrap(run, captured, observed);
    return task.scheduled(delegate.schedule(task));
  }

  @Override
  public Disposable schedule(Runnable run, long delay, TimeUnit unit) {
    RxTask task = RxTask.wrap(run, captured, observed);
    return task.scheduled(delegate.schedule(task, delay, unit));
  }

  @Override
  public Disposable schedulePeriodically(
      Runnable run, long initialDelay, long period, TimeUnit unit) {
    RxTask task = RxTask.wrap(run, captured, observed);
    return task.scheduled(delegate.schedulePeriodically(task, initialDelay, period, unit));
  }

  @Override
  public long now(TimeUnit unit) {
    return delegate.now(unit);
  }

  @Override
  public void dispose() {
    delegate.dispose();
    if (observed != null) {
      observed.dispose();
    }
  }

  @Override
  public boolean isDisposed() {
    return delegate.isDisposed();
  }

  @Override
  public String toString() {
    return "ContextWorker[" + delegate + "]";
  }
}
