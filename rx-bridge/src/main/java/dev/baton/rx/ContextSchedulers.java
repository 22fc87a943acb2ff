package dev.baton.rx;

import dev.baton.context.Propagation;
import dev.baton.executors.ContextExecutors;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * RxJava schedulers whose tasks run under the context of whoever asked for them. Changes nothing
 * global.
 *
 * {@snippet file="dev/baton/rx/ContextSchedulersTest.java" region="wrap"}
 *
 * <p><b>Capture</b> is on the calling thread: in {@code scheduleDirect} and {@code
 * schedulePeriodicallyDirect}; for a worker once, in {@code createWorker}. A worker belongs to one
 * subscription, and an operator asks for it when it is subscribed to; whatever the worker schedules
 * later, on whichever thread a signal arrives, is done for that subscriber. If a task on a worker
 * of your own is to run under another context, wrap the task: what was captured first stays.
 *
 * <p><b>Restore</b> is on the thread that runs the task, as {@link Propagation} says.
 * <b>Periodic</b> tasks run under what was captured too, unlike those of an executor: {@code
 * interval} and the like are made of them, and they end with their subscription. If a periodic task
 * belongs to no request, wrap it with {@link Propagation#root()}.
 *
 * <p>Everything else is left to the wrapped scheduler: time, order, disposal and interruption,
 * {@code start} and {@code shutdown}. A computation scheduler still gives each rail of a parallel
 * flow a thread of its own (where RxJava is on the module path, only with {@code --add-exports
 * io.reactivex.rxjava3/io.reactivex.rxjava3.internal.schedulers=dev.baton.rx}). The trampoline runs
 * everything on the calling thread, which has the context already: unless it is to carry more than
 * that, it is returned as it is, since some operators look for its class.
 *
 * <p>Wrapping a wrapped scheduler returns the same one; wrapping it with a propagation returns one
 * that has this propagation instead of its old one.
 *
 * <p><b>Cost</b>: two objects, 40 bytes in all, for each task.
 *
 * <p><b>Not carried</b>: signals that arrive on a thread of no scheduler; {@link
 * ContextTransformer} and {@link RxContextHooks} are for those. If a task throws, the wrapped
 * scheduler reports it to {@code RxJavaPlugins.onError} after the context has been restored; with
 * {@link RxContextHooks} the handler sees the task's context all the same.
 *
 * <p>As thread-safe as the wrapped scheduler.
 */
public final class ContextSchedulers {
  /** RxJava as a named module keeps the interface to itself, unless it is told to export it. */
  private static final boolean CAN_ASK_FOR_MANY =
      Scheduler.class
          .getModule()
          .isExported(
              "io.reactivex.rxjava3.internal.schedulers", ContextSchedulers.class.getModule());

  private ContextSchedulers() {}

  /** Wraps a scheduler; carries what {@link Propagation#installed()} says now. */
  public static Scheduler wrap(Scheduler scheduler) {
    return isWrapped(scheduler) ? scheduler : wrap(scheduler, Propagation.installed());
  }

  /** Wraps a scheduler; carries what the propagation says. */
  public static Scheduler wrap(Scheduler scheduler, Propagation propagation) {
    Objects.requireNonNull(scheduler, "scheduler");
    Objects.requireNonNull(propagation, "propagation");
    Scheduler delegate = unwrap(scheduler);
    if (delegate == Schedulers.trampoline() && propagation == Propagation.capturing()) {
      return delegate;
    }
    return CAN_ASK_FOR_MANY
        ? ContextScheduler.OfManyWorkers.wrap(delegate, propagation)
        : new ContextScheduler(delegate, propagation);
  }

  /**
   * A scheduler that runs its tasks on an executor, as {@link Schedulers#from(Executor)} does. If
   * the executor is wrapped, its thread-locals and listeners serve the scheduler's tasks, and the
   * context is captured once, by the scheduler.
   *
   * @param executor wrapped by {@link ContextExecutors} or not
   */
  public static Scheduler from(Executor executor) {
    Propagation propagation = ContextExecutors.propagation(executor);
    return wrap(Schedulers.from(ContextExecutors.unwrap(executor)), propagation);
  }

  /** The scheduler that was wrapped, or the argument itself where it is not wrapped. */
  public static Scheduler unwrap(Scheduler scheduler) {
    return isWrapped(scheduler) ? ((ContextScheduler) scheduler).delegate : scheduler;
  }

  private static boolean isWrapped(Scheduler scheduler) {
    return Objects.requireNonNull(scheduler, "scheduler") instanceof ContextScheduler;
  }
}
