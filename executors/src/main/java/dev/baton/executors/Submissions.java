package dev.baton.executors;

import dev.baton.context.BatonInternal;
import dev.baton.context.ContextTask;
import dev.baton.context.storage.Reports;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** The wrapped tasks of an executor that somebody listens to, until it is known how each ends. */
final class Submissions {
  private final ExecutorsInternal.Observing observing;

  /** Weak: whatever is still to run is held by the delegate, and what has run is of no interest. */
  private final @Nullable Set<Object> pending;

  Submissions(Executor delegate, ExecutorsInternal.Observing observing) {
    this.observing = observing;
    this.pending =
        delegate instanceof ExecutorService
            ? Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()))
            : null;
  }

  /** A task is about to be handed to the delegate. */
  void begin(Object task) {
    if (pending != null) {
      pending.add(task);
    }
  }

  /** What is to be returned for what the delegate returned. */
  @SuppressWarnings("unchecked") // of the same kind as the future it observes
  <R extends @Nullable Object> R accepted(Object task, R result) {
    return result instanceof Future<?> future ? (R) observing.observe(task, future) : result;
  }

  /** The delegate threw this. */
  static void refused(Object task, Throwable reason) {
    BatonInternal.rejected(
        heardOf(task),
        reason instanceof RejectedExecutionException rejection
            ? rejection
            : new RejectedExecutionException(Reports.describe(reason), reason));
  }

  /** The delegate has let go of a task; one that has not begun never will. */
  static void cancelled(Object task) {
    BatonInternal.cancelled(heardOf(task));
  }

  static void cancelled(Collection<?> tasks) {
    tasks.forEach(task -> cancelled(task));
  }

  /** The delegate will run nothing more. */
  void end() {
    if (pending != null) {
      List<Object> tasks;
      synchronized (pending) {
        tasks = List.copyOf(pending);
        pending.clear();
      }
      cancelled(tasks);
    }
  }

  private static Object heardOf(Object task) {
    return task instanceof ForkJoinContextTask<?> forkJoin ? forkJoin.wrapped : (ContextTask) task;
  }
}
