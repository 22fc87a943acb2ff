package dev.baton.rx;

import dev.baton.context.Propagation;
import dev.baton.executors.ContextExecutors;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * RxJava schedulers whose tasks run under the context of whoever asked for them. Nothing global.
 *
 * {@snippet file="dev/baton/rx/ContextSchedulersTest.java" region="wrap"}
 *
 * <p><b>Capture</b> is on the calling thread: with {@code scheduleDirect} and {@code
 * schedulePeriodicallyDirect} at the call, with a worker once, at {@code createWorker}. A worker
 * belongs to one subscription, and an operator asks for it when it is subscribed to; what it
 * schedules later, from whatever thread a signal arrives on, is the work of that subscriber. A task
 * of yours on a worker of yours that is to have another context is wrapped by itself: what was
 * captured first stays.
 *
 * <p><b>Restore</b> is on the thread that runs the task, as {@link Propagation} says.
 * <b>Periodic</b> tasks run under what was captured too, unlike those of an executor: they are what
 * {@code interval} and its kind are made of, and end with their subscription. For a periodic task
 * that belongs to no request, wrap it with {@link Propagation#root()}.
 *
 * <p>All else is the wrapped scheduler's doing: time, order, disposal and the interruption of what
 * runs, {@code start} and {@code shutdown}. A computation scheduler still gives each rail of a
 * parallel flow a thread of its own (where RxJava is on the module path, only with {@code
 * --add-exports io.reactivex.rxjava3/io.reactivex.rxjava3.internal.schedulers=dev.baton.rx}). The
 * trampoline runs everything on the calling thread, where the context is at home already: wrapped
 * to carry no more than that, it stays what it is, since some operators ask for it by its class.
 *
 * <p>Wrapping a scheduler that is wrapped already gives back that one; with a propagation, one that
 * has this in place of its old one.
 *
 * <p><b>Cost</b>: two objects of 40 bytes together for each task.
 *
 * <p><b>Not carried</b>: signals that reach a chain on a thread of no scheduler; that is what
 * {@link ContextTransformer} and {@link RxContextHooks} are for. A task that throws is reported to
 * {@code RxJavaPlugins.onError} by the scheduler inside, after the context was restored; with
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

  /** Wraps a scheduler; carries {@link io.opentelemetry.context.Context#current()}. */
  public static Scheduler wrap(Scheduler scheduler) {
    return isWrapped(scheduler) ? scheduler : wrap(scheduler, Propagation.capturing());
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
   * the executor is wrapped, its accessors and listeners serve the scheduler's tasks, and the
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
