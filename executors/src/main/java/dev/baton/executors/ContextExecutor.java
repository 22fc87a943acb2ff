package dev.baton.executors;

import dev.baton.context.ContextTask;
import dev.baton.context.Propagation;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RejectedExecutionException;

/** Wraps each task and hands it on. */
class ContextExecutor implements Executor {
  final Executor delegate;
  final Propagation propagation;
  private final boolean forkJoin;

  ContextExecutor(Executor delegate, Propagation propagation) {
    this.delegate = delegate;
    this.propagation = propagation;
    this.forkJoin = delegate instanceof ForkJoinPool;
  }

  @Override
  public final void execute(Runnable command) {
    Runnable task = wrap(command);
    try {
      delegate.execute(task);
    } catch (RejectedExecutionException e) {
      throw rejected(task, e);
    }
  }

  final Runnable wrap(Runnable task) {
    return forkJoin && task instanceof ForkJoinTask<?>
        ? ForkJoinContextTask.wrap(task, propagation)
        : propagation.wrap(task);
  }

  static RejectedExecutionException rejected(Object task, RejectedExecutionException reason) {
    if (task instanceof ContextTask wrapped) {
      wrapped.rejected(reason);
    }
    return reason;
  }

  @Override
  public final String toString() {
    return getClass().getSimpleName() + "[" + delegate + "]";
  }
}
