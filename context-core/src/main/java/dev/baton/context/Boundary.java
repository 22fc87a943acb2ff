package dev.baton.context;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The boundary of a task: its context comes on, the task runs, and the thread gets back what it
 * had, whatever the task did. The subclasses in {@link Wrapped} are one each for the interfaces
 * that can be wrapped, and all run alike:
 *
 * <pre>
 *   Object slot = slot();
 *   int level = level(slot);
 *   Object before = enter(slot, level);
 *   try {
 *     // the user's code
 *   } catch (Throwable t) {
 *     failed(before, t);
 *     throw t;
 *   } finally {
 *     exit(slot, level, before);
 *   }
 * </pre>
 *
 * <p>Three values, so that nothing is allocated and the thread's slot is looked up once. With our
 * storage in use they are the {@link Slot}, its level and the context that was current; under
 * somebody's wrapper the last is the scope that {@code makeCurrent()} returned; on any other
 * storage the first is the context that was current.
 */
abstract class Boundary implements ContextTask {
  private final Context context;
  final @Nullable Extras extras;

  Boundary(Context context, @Nullable Extras extras) {
    this.context = context;
    this.extras = extras;
  }

  static Object slot() {
    return Storage.IS_SLOTS || Storage.IS_BELOW ? Slot.ofCurrentThread() : Context.current();
  }

  static int level(Object slot) {
    return Storage.IS_SLOTS || Storage.IS_BELOW ? Slot.level(slot) : 0;
  }

  final @Nullable Object enter(Object slot, int level) {
    Object before = attach(slot, level, context);
    return extras == null ? before : extras.enter(before);
  }

  @SuppressWarnings("MustBeClosedChecker") // restore closes it
  static @Nullable Object attach(Object slot, int level, Context context) {
    if (Storage.IS_SLOTS) {
      return Slot.enter(slot, level, context);
    }
    if (Storage.IS_BELOW) {
      Context before = Slot.context(slot);
      return new Below(before, context.makeCurrent(), Slot.level(slot), Slot.context(slot));
    }
    return context.makeCurrent();
  }

  /**
   * What our slot was before, and is while a task runs, below somebody's wrapper, which may attach
   * as it likes.
   */
  private record Below(
      @Nullable Context before, Scope scope, int level, @Nullable Context context) {}

  final void failed(@Nullable Object before, Throwable failure) {
    if (before instanceof Extras.Run run) {
      run.failure = failure;
    }
  }

  final void exit(Object slot, int level, @Nullable Object before) {
    if (extras != null && before instanceof Extras.Run run) {
      extras.exit(run);
      before = run.before;
    }
    Context leaked = restore(slot, level, before, context);
    if (leaked != null) {
      reportLeak(leaked);
    }
  }

  /**
   * Undoes {@link #attach}.
   *
   * @return the context of a scope that was left open meanwhile, or null
   */
  static @Nullable Context restore(
      Object slot, int level, @Nullable Object before, Context attached) {
    if (Storage.IS_SLOTS) {
      return SlotStorage.exit(slot, level, (Context) before);
    }
    if (before instanceof Below below) {
      Context leaked = SlotStorage.unwindTo(slot, below.level(), below.context());
      below.scope().close();
      SlotStorage.unwindTo(slot, level, below.before()); // if that was out of turn
      return leaked;
    }
    if (before instanceof Scope scope) {
      scope.close();
    }
    return repair((Context) slot, attached);
  }

  /** Whether what was attached has gone with something beneath it that was restored first. */
  static boolean isGone(@Nullable Object before) {
    return before instanceof Below below
        && SlotStorage.isBeneath(Slot.level(Slot.ofCurrentThread()), below.level());
  }

  /**
   * Makes current on this thread what was before on the one that attached. The scope that was
   * opened there is left alone: it is not this thread's to close.
   */
  static void restoreElsewhere(Object slot, @Nullable Object before) {
    if (before instanceof Below below) {
      Object here = Slot.ofCurrentThread();
      Slot.set(here, below.before(), Slot.level(here));
    } else if (Context.current() != slot) {
      @SuppressWarnings({"unused", "MustBeClosedChecker"})
      Scope neverClosed = ((Context) slot).makeCurrent();
    }
  }

  /**
   * What can be done for a thread whose storage we do not know from inside: if it is not as it was
   * before the task, the old context is made current again, in a scope that is never closed. Not,
   * though, if the thread had the task's own context before and has none now: then the task has
   * closed its submitter's scope, and to go back would revive it.
   */
  private static @Nullable Context repair(Context before, Context attached) {
    Context now = Context.current();
    if (now == before || (now == Context.root() && before == attached)) {
      return null;
    }
    @SuppressWarnings({"unused", "MustBeClosedChecker"})
    Scope neverClosed = before.makeCurrent();
    return now;
  }

  private void reportLeak(Context leaked) {
    Reports.leak(unwrap(), leaked);
    if (extras != null) {
      extras.leaked(leaked);
    }
  }

  @Override
  public final Context context() {
    return context;
  }

  @Override
  public final void rejected(RejectedExecutionException reason) {
    if (extras != null) {
      extras.rejected(reason);
    }
  }

  @Override
  public final void cancelled() {
    if (extras != null) {
      extras.cancelled();
    }
  }

  @Override
  public final String toString() {
    return getClass().getSimpleName() + "[" + unwrap() + "]";
  }
}
