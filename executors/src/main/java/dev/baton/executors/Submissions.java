package dev.baton.executors;

import dev.baton.context.BatonInternal;
import dev.baton.context.PendingTask;
import dev.baton.context.PendingTasks;
import dev.baton.context.storage.Reports;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The tasks of an executor that somebody listens to, until it is known how each ends. */
final class Submissions {
  private final ExecutorsInternal.Observing observing;
  private final @Nullable ExecutorService service;

  /** Null where nothing ends that could leave tasks behind: a plain executor, the common pool. */
  private final @Nullable PendingTasks pending;

  /** What {@code shutdownNow} has returned and was none of our tasks, but may have one inside. */
  private volatile @Nullable Set<Object> returned;

  Submissions(Executor delegate, ExecutorsInternal.Observing observing) {
    this.observing = observing;
    this.service = delegate instanceof ExecutorService ofMany ? ofMany : null;
    this.pending = service == null || isCommonPool(delegate) ? null : new PendingTasks();
  }

  private static boolean isCommonPool(Executor delegate) {
    return delegate instanceof ForkJoinPool && delegate == ForkJoinPool.commonPool();
  }

  /** Has a task run by the executor, as a rule the delegate. */
  void execute(Executor executor, Object submitted, Runnable running) {
    try {
      Object known = running;
      if (executor.getClass() == ScheduledThreadPoolExecutor.class) {
        // What its own execute does, but for telling what it will give back.
        known = ((ScheduledThreadPoolExecutor) executor).schedule(running, 0, TimeUnit.NANOSECONDS);
      } else {
        executor.execute(running);
      }
      PendingTask task = pending(submitted);
      if (task != null) {
        add(task, submitted, known == submitted ? null : known);
      }
    } catch (Throwable t) {
      refused(submitted, t);
      throw t;
    }
  }

  /** What is to be returned for what the delegate returned. */
  @SuppressWarnings("unchecked") // of the same kind as the future it observes
  <R extends @Nullable Object> R accepted(Object submitted, R result) {
    PendingTask task = pending(submitted);
    if (task == null) {
      return result;
    }
    add(task, submitted, result);
    return result instanceof Future<?> future ? (R) observing.observe(task, future) : result;
  }

  /**
   * The delegate has a task now.
   *
   * @param known what it gives back for it, if that is not what was submitted
   */
  private void add(PendingTask task, Object submitted, @Nullable Object known) {
    if (pending == null || service == null) {
      return;
    }
    if (mayDrop(service)) {
      pending.addDroppable(task, submitted);
    } else {
      pending.add(task, known);
    }
    Set<Object> drained = returned;
    if (drained != null && known != null && drained.contains(known)) {
      task.dropped();
    }
    if (service.isTerminated()) {
      task.dropped(); // it may have ended before the task was added
    }
  }

  /** The JDK's executors never let go of a task without a word, but for some handlers. */
  private static boolean mayDrop(ExecutorService executor) {
    if (executor instanceof ThreadPoolExecutor pool) {
      Class<?> handler = pool.getRejectedExecutionHandler().getClass();
      return handler != ThreadPoolExecutor.AbortPolicy.class
          && handler != ThreadPoolExecutor.CallerRunsPolicy.class;
    }
    return !(executor instanceof ForkJoinPool)
        && executor.getClass().getClassLoader() != Executor.class.getClassLoader();
  }

  /** The delegate threw this. */
  static void refused(Object submitted, Throwable reason) {
    PendingTask task = pending(submitted);
    if (task != null) {
      task.rejected(rejection(reason));
    }
  }

  /** The delegate threw this instead of running them all. */
  static void refused(Collection<?> submitted, Throwable reason) {
    RejectedExecutionException rejection = rejection(reason);
    for (Object each : submitted) {
      PendingTask task = pending(each);
      if (task != null) {
        task.refused(rejection);
      }
    }
  }

  private static RejectedExecutionException rejection(Throwable reason) {
    return reason instanceof RejectedExecutionException rejection
        ? rejection
        : new RejectedExecutionException(Reports.describe(reason), reason);
  }

  /** {@code invokeAll} or {@code invokeAny} is over: what has not begun never will. */
  static void cancelled(Collection<?> submitted) {
    for (Object each : submitted) {
      PendingTask task = pending(each);
      if (task != null) {
        task.cancelled();
      }
    }
  }

  /**
   * A future has been cancelled, perhaps. One that runs its task, or is a scheduler's, has seen to
   * it that the task never runs; a {@code CompletableFuture}, say, has not.
   */
  static void cancelled(PendingTask task, Future<?> future) {
    boolean runs =
        future instanceof RunnableFuture
            || (future instanceof ScheduledFuture && !(future instanceof CompletionStage));
    if (runs && future.isCancelled()) {
      task.cancelled();
    }
  }

  /** The delegate has been shut down, and has perhaps cancelled some futures. */
  void shutDown(List<Runnable> notRun) {
    if (pending == null) {
      return;
    }
    Set<Object> others = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Runnable each : notRun) {
      PendingTask task = pending(each);
      if (task != null) {
        task.dropped();
      } else {
        others.add(each);
      }
    }
    Set<Object> before = returned;
    if (before != null) {
      others.addAll(before);
    }
    returned = others; // a task that is being added looks here afterwards
    for (PendingTask task : pending.all()) {
      Object known = task.handle();
      if (known != null && others.contains(known)) {
        task.dropped();
      } else if (known instanceof Future<?> future) {
        cancelled(task, future);
      }
    }
    endIfTerminated();
  }

  /** If the delegate will run nothing more, it has dropped what is still pending. */
  void endIfTerminated() {
    if (pending != null && service != null && service.isTerminated()) {
      pending.all().forEach(PendingTask::dropped);
      returned = null;
    }
  }

  private static @Nullable PendingTask pending(Object submitted) {
    return BatonInternal.pending(
        submitted instanceof ForkJoinContextTask<?> forkJoin ? forkJoin.wrapped : submitted);
  }
}
