package dev.baton.executors;

import dev.baton.context.ContextTask;
import dev.baton.context.Propagation;
import java.util.Comparator;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Executors whose tasks run under the context of their submitter.
 *
 * {@snippet file="dev/baton/executors/ContextExecutorsTest.java" region="wrap"}
 *
 * <p><b>Capture</b> is on the submitting thread, once for each call: one capture for a whole {@code
 * invokeAll}. <b>Restore</b> is on the thread that runs the task, as {@link Propagation} says.
 * <b>Periodic</b> tasks run under root, unless the propagation is a fixed one or the task was
 * wrapped before it was scheduled.
 *
 * <p>All else is the wrapped executor's doing: futures, rejection, order, shutdown, {@code
 * close()}. A null task is refused as there, at once. {@code shutdownNow()} gives back what was
 * submitted. In a {@link java.util.concurrent.ForkJoinPool}, the tasks of a {@code
 * CompletableFuture} keep the nature that lets a worker that waits in {@code join()} run them.
 * Wrapping asks what the executor is when it is called, not what it is declared as: a wrapped
 * {@code Executor} that is a {@code ScheduledExecutorService} is one still. One of Guava's
 * listening executors comes back as a plain one, whose futures do not listen: it has a wrapper of
 * its own, {@link dev.baton.executors.guava.ContextListeningExecutors}.
 *
 * <p>Wrapping an executor that is wrapped already gives back that one; with a propagation, one that
 * has this in place of its old one.
 *
 * <p><b>Cost</b>: one object of 24 bytes for each task.
 *
 * <p><b>Not carried</b>: the methods of a class beyond these interfaces, such as {@code
 * ThreadPoolExecutor.remove}; keep the unwrapped executor for those, and see that queues, {@code
 * beforeExecute}, {@code afterExecute} and rejection handlers meet the wrapped task, which is a
 * {@link ContextTask}. A task with an order of its own ({@link Comparable}) keeps it among wrapped
 * tasks; a queue with a comparator needs {@link #comparing}, and so does one that is given raw
 * tasks too, past the wrapped executor, whose {@code compareTo} knows nothing of wrapped ones. A
 * wrapped Netty {@code EventLoopGroup} is no {@code EventLoopGroup}: give the group itself to the
 * {@code Bootstrap}, and the wrapped one your tasks.
 *
 * <p>Wrapped executors are as thread-safe as what they wrap.
 */
public final class ContextExecutors {
  private ContextExecutors() {}

  /** Wraps an executor; carries {@link Propagation#installed()}. */
  public static Executor wrap(Executor executor) {
    return wrapping(executor) == null ? wrap(executor, Propagation.installed()) : executor;
  }

  /** Wraps an executor; carries what the propagation says. */
  public static Executor wrap(Executor executor, Propagation propagation) {
    Objects.requireNonNull(executor, "executor");
    Objects.requireNonNull(propagation, "propagation");
    return ContextExecutor.wrap(unwrap(executor), propagation, ObservedFuture::of);
  }

  /** Wraps an executor service; carries {@link Propagation#installed()}. */
  public static ExecutorService wrap(ExecutorService executor) {
    return (ExecutorService) wrap((Executor) executor);
  }

  /** Wraps an executor service; carries what the propagation says. */
  public static ExecutorService wrap(ExecutorService executor, Propagation propagation) {
    return (ExecutorService) wrap((Executor) executor, propagation);
  }

  /** Wraps a scheduler; carries {@link Propagation#installed()}. */
  public static ScheduledExecutorService wrap(ScheduledExecutorService executor) {
    return (ScheduledExecutorService) wrap((Executor) executor);
  }

  /** Wraps a scheduler; carries what the propagation says. */
  public static ScheduledExecutorService wrap(
      ScheduledExecutorService executor, Propagation propagation) {
    return (ScheduledExecutorService) wrap((Executor) executor, propagation);
  }

  /** The executor that was wrapped, or the argument itself where it is not wrapped. */
  public static Executor unwrap(Executor executor) {
    ContextExecutor wrapping = wrapping(executor);
    return wrapping == null ? executor : wrapping.delegate;
  }

  private static @Nullable ContextExecutor wrapping(Executor executor) {
    return ContextExecutor.of(Objects.requireNonNull(executor, "executor"));
  }

  /** The executor that was wrapped, or the argument itself where it is not wrapped. */
  public static ExecutorService unwrap(ExecutorService executor) {
    return (ExecutorService) unwrap((Executor) executor);
  }

  /** The executor that was wrapped, or the argument itself where it is not wrapped. */
  public static ScheduledExecutorService unwrap(ScheduledExecutorService executor) {
    return (ScheduledExecutorService) unwrap((Executor) executor);
  }

  /**
   * What a wrapped executor carries, or {@link Propagation#installed()} where it is not wrapped.
   */
  public static Propagation propagation(Executor executor) {
    ContextExecutor wrapping = wrapping(executor);
    return wrapping == null ? Propagation.installed() : wrapping.propagation;
  }

  /**
   * For the queue of a pool that is going to be wrapped: compares the tasks as they were submitted,
   * wrapped or not. With the tasks' own order as the comparator, raw tasks may be queued with
   * wrapped ones.
   *
   * {@snippet file="dev/baton/executors/ContextExecutorsTest.java" region="comparing"}
   *
   * @param comparator compares what is submitted with {@code execute}
   */
  public static Comparator<Runnable> comparing(Comparator<? super Runnable> comparator) {
    Objects.requireNonNull(comparator, "comparator");
    return (a, b) -> comparator.compare(ContextTask.unwrap(a), ContextTask.unwrap(b));
  }

  /**
   * A wrapped {@link Executors#newVirtualThreadPerTaskExecutor()}: a new virtual thread for each
   * task, with the context of its submitter.
   */
  public static ExecutorService newVirtualThreadPerTaskExecutor() {
    return newVirtualThreadPerTaskExecutor(Propagation.installed());
  }

  /** As {@link #newVirtualThreadPerTaskExecutor()}; carries what the propagation says. */
  public static ExecutorService newVirtualThreadPerTaskExecutor(Propagation propagation) {
    Objects.requireNonNull(propagation, "propagation");
    return wrap(Executors.newVirtualThreadPerTaskExecutor(), propagation);
  }
}
