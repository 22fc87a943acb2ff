package dev.baton.executors;

import dev.baton.context.BatonInternal;
import dev.baton.context.ContextTask;
import dev.baton.context.Propagation;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Wraps each task and hands it on. */
class ContextExecutor implements Executor {
  final Executor delegate;
  final Propagation propagation;
  private final boolean forkJoin;

  /** Weak: whatever is still to run is held by the delegate, and what has run is of no interest. */
  private final @Nullable Set<ContextTask> pending;

  ContextExecutor(Executor delegate, Propagation propagation) {
    this.delegate = delegate;
    this.propagation = propagation;
    this.forkJoin = delegate instanceof ForkJoinPool;
    this.pending =
        BatonInternal.hasListener(propagation) && delegate instanceof ExecutorService
            ? Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()))
            : null;
  }

  @Override
  public final void execute(Runnable command) {
    Runnable task = wrap(command);
    try {
      delegate.execute(task);
    } catch (RuntimeException | Error e) {
      refused(task, e);
      throw e;
    }
  }

  final Runnable wrap(Runnable task) {
    return pending(
        forkJoin && task instanceof ForkJoinTask<?> forkJoinTask && !(task instanceof ContextTask)
            ? ForkJoinContextTask.wrap(forkJoinTask, propagation)
            : propagation.wrap(task));
  }

  /** Remembers a task until it is known what became of it, if there is somebody to hear that. */
  final <T> T pending(T task) {
    if (pending != null) {
      pending.add((ContextTask) task);
    }
    return task;
  }

  /** What is still pending now will never run. */
  final void cancelPending() {
    if (pending != null) {
      List<ContextTask> tasks;
      synchronized (pending) {
        tasks = List.copyOf(pending);
        pending.clear();
      }
      tasks.forEach(ContextExecutor::cancelled);
    }
  }

  static void refused(Object task, Throwable reason) {
    BatonInternal.rejected(
        observed(task),
        reason instanceof RejectedExecutionException rejection
            ? rejection
            : new RejectedExecutionException(reason));
  }

  static void cancelled(Object task) {
    BatonInternal.cancelled(observed(task));
  }

  private static Object observed(Object task) {
    return task instanceof ForkJoinContextTask<?> forkJoin ? forkJoin.wrapped : task;
  }

  @Override
  public final String toString() {
    return getClass().getSimpleName() + "[" + delegate + "]";
  }
}
