package dev.baton.rx;

import dev.baton.context.BatonInternal;
import dev.baton.context.CapturedContext;
import dev.baton.context.ContextTask;
import dev.baton.context.Propagation;
import io.reactivex.rxjava3.disposables.CompositeDisposable;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.disposables.SerialDisposable;
import io.reactivex.rxjava3.schedulers.SchedulerRunnableIntrospection;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * What a scheduler is given to run: a wrapped task that tells RxJava what it wraps, and is
 * remembered when it fails, which RxJava reports only after the task has ended.
 */
class RxTask implements Runnable, SchedulerRunnableIntrospection {
  final Runnable task; // wrapped, and so a ContextTask

  private RxTask(Runnable wrapped) {
    this.task = wrapped;
  }

  /** Wraps a task for a scheduler's own methods. */
  static RxTask wrap(Runnable run, Propagation propagation) {
    return wrap(run, propagation, null);
  }

  /**
   * Wraps a task for a worker.
   *
   * @param ofWorker where those are kept, as long as they wait, that a listener has to hear of when
   *     the worker is disposed of
   */
  static RxTask wrap(
      Runnable run, Propagation propagation, @Nullable CompositeDisposable ofWorker) {
    Runnable wrapped = propagation.wrap(Objects.requireNonNull(run, "run"));
    return BatonInternal.hasListener(propagation)
        ? new Observed(wrapped, ofWorker)
        : new RxTask(wrapped);
  }

  /** Whether this is one of ours, or has one of ours inside. */
  static boolean isWrapped(Runnable run) {
    Runnable inner = run;
    while (inner instanceof SchedulerRunnableIntrospection outer && !(inner instanceof RxTask)) {
      inner = outer.getWrappedRunnable();
    }
    return inner instanceof RxTask;
  }

  @Override
  public void run() {
    try {
      task.run();
    } catch (Throwable t) {
      if (RxContextHooks.areInstalled()) { // or nobody will ask
        FailedTasks.remember(this, t);
      }
      throw t;
    }
  }

  /** What the task runs under. */
  final CapturedContext captured() {
    return BatonInternal.captured((ContextTask) task);
  }

  /** Called with what the scheduler gave for this task; says what to give the caller. */
  Disposable scheduled(Disposable disposable) {
    return disposable;
  }

  @Override
  public final Runnable getWrappedRunnable() {
    return ContextTask.unwrap(task);
  }

  @Override
  public String toString() {
    return task.toString();
  }

  /** A task of which a listener hears. */
  static final class Observed extends RxTask implements Disposable {
    private final @Nullable CompositeDisposable ofWorker;
    private final SerialDisposable scheduled = new SerialDisposable();

    Observed(Runnable wrapped, @Nullable CompositeDisposable ofWorker) {
      super(wrapped);
      this.ofWorker = ofWorker;
      if (ofWorker != null && !ofWorker.isDisposed()) { // a disposed one would cancel it at once
        ofWorker.add(this);
      }
    }

    @Override
    public void run() {
      forget(); // before it runs: a worker disposed of from now on does not cancel it
      super.run();
    }

    @Override
    Disposable scheduled(Disposable disposable) {
      if (disposable == Disposable.disposed()) {
        forget();
        BatonInternal.rejected(task, new RejectedExecutionException("The scheduler is disposed"));
        return disposable;
      }
      scheduled.set(disposable);
      return this;
    }

    @Override
    public void dispose() {
      scheduled.dispose();
      forget();
      BatonInternal.cancelled(task);
    }

    @Override
    public boolean isDisposed() {
      Disposable disposable = scheduled.get();
      return scheduled.isDisposed() || (disposable != null && disposable.isDisposed());
    }

    /** Not what the task says: an observer of RxJava's is a task that prints its disposable. */
    @Override
    public String toString() {
      return "RxTask[" + getWrappedRunnable().getClass().getName() + "]";
    }

    private void forget() {
      if (ofWorker != null) {
        ofWorker.delete(this);
      }
    }
  }
}
