package dev.baton.executors;

import dev.baton.context.ContextTask;
import dev.baton.context.Propagation;
import io.opentelemetry.context.Context;
import java.util.concurrent.CompletableFuture.AsynchronousCompletionTask;
import java.util.concurrent.ForkJoinTask;

/**
 * A wrapped {@link ForkJoinTask} that is one still. A worker of a fork-join pool that waits for a
 * {@code CompletableFuture} runs queued {@link AsynchronousCompletionTask}s in the meantime; if it
 * no longer saw that our tasks are such, every nested wait would take another thread.
 */
class ForkJoinContextTask extends ForkJoinTask<Object> implements Runnable, ContextTask {
  private static final long serialVersionUID = 1;

  final transient Runnable wrapped;

  private ForkJoinContextTask(Runnable wrapped) {
    this.wrapped = wrapped;
  }

  static Runnable wrap(Runnable task, Propagation propagation) {
    if (task instanceof ContextTask) {
      return propagation.wrap(task);
    }
    Runnable wrapped = propagation.wrap(task);
    return task instanceof AsynchronousCompletionTask
        ? new OfCompletableFuture(wrapped)
        : new ForkJoinContextTask(wrapped);
  }

  @Override
  public void run() {
    wrapped.run();
  }

  @Override
  protected boolean exec() {
    wrapped.run();
    return true;
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    ((ForkJoinTask<?>) unwrap()).cancel(mayInterruptIfRunning);
    return super.cancel(mayInterruptIfRunning);
  }

  @Override
  public Object getRawResult() {
    return ((ForkJoinTask<?>) unwrap()).getRawResult();
  }

  @Override
  protected void setRawResult(Object value) {} // the result is the original's

  @Override
  public Context context() {
    return ((ContextTask) wrapped).context();
  }

  @Override
  public Object unwrap() {
    return ContextTask.unwrap(wrapped);
  }

  @Override
  public String toString() {
    return "ForkJoinContextTask[" + unwrap() + "]";
  }

  private static final class OfCompletableFuture extends ForkJoinContextTask
      implements AsynchronousCompletionTask {
    private static final long serialVersionUID = 1;

    OfCompletableFuture(Runnable wrapped) {
      super(wrapped);
    }

    @Override
    protected boolean exec() {
      run();
      return false; // as the original: nobody waits for the task, only for its future
    }
  }
}
