package dev.baton.context;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Not API: a task that somebody listens to. It is open until it is known that it starts or that it
 * never will, which is decided once; while it waits in an executor, it is in one {@link
 * PendingTasks}.
 */
public abstract class PendingTask {
  static final int OPEN = 0;
  static final int STARTED = 1;

  /** It was told as rejected or cancelled. Should it run all the same, then unheard. */
  static final int OVER = 2;

  /** The same, and whoever submitted it has cancelled it: it does not run any more. */
  static final int NEVER = 3;

  private static final VarHandle FATE;
  private static final VarHandle STRIPE;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      FATE = lookup.findVarHandle(PendingTask.class, "fate", int.class);
      STRIPE = lookup.findVarHandle(PendingTask.class, "stripe", PendingTasks.Stripe.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile int fate;

  /** Written once, by whoever puts it into a list; it may be decided by then. */
  private volatile PendingTasks.@Nullable Stripe stripe;

  // Guarded by the stripe.
  @Nullable PendingTask previous;
  @Nullable PendingTask next;

  /** By what the executor knows it, if that is something else; or how we learn that it is gone. */
  private volatile @Nullable Object handle;

  PendingTask() {}

  final int fate() {
    return fate;
  }

  final boolean isOpen() {
    return fate == OPEN;
  }

  /** Whether this was the decision. */
  final boolean decide(int decision) {
    if (fate != OPEN || !FATE.compareAndSet(this, OPEN, decision)) {
      return false;
    }
    PendingTasks.Stripe linked = stripe;
    if (linked != null) {
      linked.remove(this);
    }
    handle = null;
    return true;
  }

  final boolean claim(PendingTasks.Stripe own) {
    return STRIPE.compareAndSet(this, null, own);
  }

  final void knownBy(@Nullable Object known) {
    handle = known;
    if (fate != OPEN) {
      handle = null;
    }
  }

  /** What was given to {@link PendingTasks#add} for it. */
  public final @Nullable Object handle() {
    Object known = handle;
    return known instanceof Watch ? null : known;
  }

  /** The executor did not take it. Should it run all the same, then unheard. */
  public abstract void rejected(RejectedExecutionException reason);

  /** The executor did not take it, and whoever submitted it has given it up: it will not run. */
  public abstract void refused(RejectedExecutionException reason);

  /** Whoever submitted it has cancelled it, unless it has started: it will not run. */
  public abstract void cancelled();

  /**
   * The executor has let go of it, unless it has started. Should somebody else run it, then
   * unheard.
   */
  public abstract void dropped();

  /** Becomes unreachable with what the executor was given: from then on nobody can run it. */
  static final class Watch extends WeakReference<Object> {
    final PendingTask task;

    Watch(Object given, PendingTask task, PendingTasks tasks) {
      super(given, tasks.unreachable);
      this.task = task;
    }
  }
}
