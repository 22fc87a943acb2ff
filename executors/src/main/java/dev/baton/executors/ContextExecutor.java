package dev.baton.executors;

import dev.baton.context.BatonInternal;
import dev.baton.context.ContextTask;
import dev.baton.context.Propagation;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** Wraps each task and hands it on. */
class ContextExecutor implements ExecutorsInternal.Wrapping {
  final Executor delegate;
  final Propagation propagation;
  private final boolean forkJoin;

  /** Null where nobody listens. */
  final @Nullable Submissions submissions;

  ContextExecutor(
      Executor delegate, Propagation propagation, ExecutorsInternal.Observing observing) {
    this.delegate = delegate;
    this.propagation = propagation;
    this.forkJoin = delegate instanceof ForkJoinPool;
    this.submissions =
        BatonInternal.hasListener(propagation) ? new Submissions(delegate, observing) : null;
  }

  static ContextExecutor wrap(
      Executor delegate, Propagation propagation, ExecutorsInternal.Observing observing) {
    if (delegate instanceof ScheduledExecutorService scheduled) {
      return new ContextScheduledExecutorService(scheduled, propagation, observing);
    }
    if (delegate instanceof ExecutorService service) {
      return new ContextExecutorService(service, propagation, observing);
    }
    return new ContextExecutor(delegate, propagation, observing);
  }

  /** The one that wraps the tasks of an executor, or null if none does. */
  static @Nullable ContextExecutor of(Executor executor) {
    return executor instanceof ExecutorsInternal.Wrapping wrapped
        ? (ContextExecutor) wrapped.wrapping()
        : null;
  }

  static Propagation and(Propagation propagation, Executor executor) {
    ContextExecutor wrapping = of(executor);
    return wrapping == null ? propagation : BatonInternal.and(propagation, wrapping.propagation);
  }

  /**
   * An executor without its own capture, for a wrapped function that another thread is going to
   * hand to it: what would be captured there is not wanted.
   */
  static Executor uncapturing(Executor executor, Object function) {
    ContextExecutor wrapping = of(executor);
    return wrapping == null ? executor : wrapping.uncapturing(function);
  }

  /** What the JDK does in its own methods: a common pool of one thread is not used. */
  static Executor screen(Executor executor) {
    return executor == ForkJoinPool.commonPool() && ForkJoinPool.getCommonPoolParallelism() <= 1
        ? new CompletableFuture<>().defaultExecutor()
        : executor;
  }

  private Executor uncapturing(Object function) {
    return submissions == null
        ? delegate
        : task -> submissions.execute(screen(delegate), function, task);
  }

  @Override
  public final Executor wrapping() {
    return this;
  }

  @Override
  public final void execute(Runnable command) {
    Runnable task = wrap(command);
    if (submissions == null) {
      delegate.execute(task);
    } else {
      submissions.execute(delegate, task, task);
    }
  }

  final Runnable wrap(Runnable task) {
    return forkJoin && task instanceof ForkJoinTask<?> forked && !(task instanceof ContextTask)
        ? ForkJoinContextTask.wrap(forked, propagation)
        : propagation.wrap(task);
  }

  /**
   * A method of the delegate that takes a task. Meant for lambdas that capture nothing, so that a
   * submission makes no object but the wrapped task.
   */
  interface Method<E, T, A extends @Nullable Object, R extends @Nullable Object> {
    R call(E executor, T task, A argument, long first, long second);
  }

  /** Every single task for which the delegate returns something goes to it through here. */
  final <E, T, A extends @Nullable Object, R extends @Nullable Object> R submit(
      E executor, T task, Method<E, T, A, R> method, A argument, long first, long second) {
    if (submissions == null) {
      return method.call(executor, task, argument, first, second);
    }
    try {
      return submissions.accepted(task, method.call(executor, task, argument, first, second));
    } catch (Throwable t) {
      Submissions.refused(task, t);
      throw t;
    }
  }

  @Override
  public final String toString() {
    return getClass().getSimpleName() + "[" + delegate + "]";
  }
}
