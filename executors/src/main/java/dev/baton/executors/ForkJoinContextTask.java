package dev.baton.executors;

import dev.baton.context.BatonInternal;
import dev.baton.context.ContextTask;
import dev.baton.context.Propagation;
import dev.baton.context.storage.Body;
import io.opentelemetry.context.Context;
import java.util.concurrent.CompletableFuture.AsynchronousCompletionTask;
import java.util.concurrent.ForkJoinTask;
import org.jspecify.annotations.Nullable;

/**
 * A wrapped {@link ForkJoinTask} that is one still: what is forked, joined, completed and cancelled
 * is this one, and the result is that of the task inside.
 */
class ForkJoinContextTask<V extends @Nullable Object> extends ForkJoinTask<V>
    implements Runnable, ContextTask {
  private static final long serialVersionUID = 1;

  /** What listeners know it as. */
  final transient ContextTask wrapped;

  private transient @Nullable V result;

  private ForkJoinContextTask(ContextTask wrapped) {
    this.wrapped = wrapped;
  }

  static <V extends @Nullable Object> ForkJoinContextTask<V> wrap(
      ForkJoinTask<V> task, Propagation propagation) {
    ContextTask wrapped = BatonInternal.wrap(propagation, task);
    return task instanceof Runnable && task instanceof AsynchronousCompletionTask
        ? new OfCompletableFuture<>(wrapped)
        : new ForkJoinContextTask<>(wrapped);
  }

  @SuppressWarnings("unchecked") // it was wrapped as one
  private ForkJoinTask<V> task() {
    return (ForkJoinTask<V>) wrapped.unwrap();
  }

  @Override
  public void run() {
    invoke();
  }

  @Override
  protected boolean exec() {
    result =
        BatonInternal.<ForkJoinTask<V>, @Nullable Void, @Nullable Void, V, RuntimeException>run(
            wrapped, (task, a, b) -> task.invoke(), null, null);
    return true;
  }

  @Override
  @SuppressWarnings("NullAway") // none before it has run, as in the JDK's
  public V getRawResult() {
    return result;
  }

  @Override
  protected void setRawResult(V value) {
    result = value;
  }

  @Override
  public void reinitialize() {
    task().reinitialize();
    super.reinitialize();
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled = super.cancel(mayInterruptIfRunning); // first: or the task fails meanwhile
    task().cancel(mayInterruptIfRunning);
    if (cancelled) {
      BatonInternal.cancelled(wrapped);
    }
    return cancelled;
  }

  @Override
  public Context context() {
    return wrapped.context();
  }

  @Override
  public Object unwrap() {
    return wrapped.unwrap();
  }

  @Override
  public String toString() {
    return "ForkJoinContextTask[" + unwrap() + "]";
  }

  /**
   * A worker that waits for a {@code CompletableFuture} runs queued tasks of this kind in the
   * meantime; if it no longer saw that ours are such, every nested wait would take another thread.
   */
  private static final class OfCompletableFuture<V extends @Nullable Object>
      extends ForkJoinContextTask<V> implements AsynchronousCompletionTask {
    private static final long serialVersionUID = 1;

    private static final Run RUN = new Run();

    /** One frame of the stack for each nested wait; a lambda, or a bridge method, would be two. */
    private static final class Run
        implements Body<
            Object, @Nullable Object, @Nullable Object, @Nullable Object, RuntimeException> {
      @Override
      public @Nullable Object run(Object task, @Nullable Object a, @Nullable Object b) {
        ((Runnable) task).run();
        return null;
      }
    }

    OfCompletableFuture(ContextTask wrapped) {
      super(wrapped);
    }

    @Override
    public void run() {
      exec();
    }

    @Override
    protected boolean exec() {
      BatonInternal
          .<Object, @Nullable Object, @Nullable Object, @Nullable Object, RuntimeException>run(
              wrapped, RUN, null, null);
      return false; // as the original: nobody waits for the task, only for its future
    }
  }
}
