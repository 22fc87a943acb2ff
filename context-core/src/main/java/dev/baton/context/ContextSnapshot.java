package dev.baton.context;

import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Propagation#capture()} captured: a context, and the values of the propagation's
 * accessors, to be attached to a thread for as long as some code runs. For wrappers of interfaces
 * with several methods, each of which may be called by another thread; a task or a function is
 * better wrapped by the {@link Propagation} itself.
 *
 * {@snippet file="dev/baton/context/ContextSnapshotTest.java" region="listener"}
 *
 * <p><b>Capture</b> was when it was made. <b>Restore</b> is by whoever attached, on the same
 * thread, in a {@code finally}. The thread gets back what it had, as at the end of a task (see
 * {@link Propagation}): scopes that were left open in between are closed and reported.
 *
 * <p>Immutable and thread-safe: it may be attached on any number of threads at once, and again on a
 * thread where it is attached. Allocates nothing when it is attached with the storage of {@link
 * Baton#install()}, without accessors, on a thread with no open scope of its own.
 *
 * <p>What is kept between the two calls need not be used in their order: to restore is to put the
 * thread to the state that is given, whatever it is in. A coroutine that goes on elsewhere in the
 * midst of things may do so on another thread; that thread's open scopes stay as they are then.
 */
public final class ContextSnapshot {
  private final Context context;
  private final @Nullable Extras extras;

  ContextSnapshot(Context context, @Nullable Extras extras) {
    this.context = context;
    this.extras = extras;
  }

  /** The context that was captured. */
  public Context context() {
    return context;
  }

  /**
   * The calling thread, as its context storage knows it: to be looked up once and given to {@link
   * #attach} and {@link #restore}. Not to be kept, nor handed to another thread.
   */
  public static Object thread() {
    return Boundary.slot();
  }

  /**
   * Makes this current on the calling thread.
   *
   * @param thread what {@link #thread()} says now
   * @return what was there before, for {@link #restore}
   */
  public @Nullable Object attach(Object thread) {
    int level = Boundary.level(thread);
    Object before;
    if (Storage.IS_SLOTS) {
      before = Boundary.attach(thread, level, context);
      if (level != 0) {
        before = new State(thread, level, before);
      }
    } else {
      Object now = Boundary.slot();
      before = Boundary.attach(now, level, context);
      before = new State(now, level, new Attached(Thread.currentThread(), before));
    }
    return extras == null ? before : extras.enter(before);
  }

  /** What was there before, where a context does not say it all. */
  private record State(Object thread, int level, @Nullable Object before) {}

  /** On a storage that is not ours alone, where this belongs to the thread that attached. */
  private record Attached(Thread thread, @Nullable Object before) {}

  /**
   * Puts the calling thread back to what it was. Throws nothing.
   *
   * @param thread what {@link #thread()} says
   * @param before what {@link #attach} returned
   * @param code what has run; its class is named if it left a scope open
   */
  public void restore(Object thread, @Nullable Object before, Object code) {
    if (extras != null && before instanceof Extras.Run run) {
      extras.exit(run);
      before = run.before;
    }
    if (Storage.IS_SLOTS && isOutOfTurn(thread, before)) {
      return;
    }
    Context leaked;
    if (before instanceof State state) {
      Object outer = state.before;
      if (outer instanceof Attached attached) {
        outer = attached.before;
        boolean elsewhere = attached.thread != Thread.currentThread();
        if (elsewhere || Boundary.isGone(outer)) {
          Boundary.restoreElsewhere(state.thread, outer);
          if (!elsewhere) {
            SlotStorage.unwindTo(state.thread, state.level, Slot.context(state.thread));
          }
          return;
        }
      }
      leaked = Boundary.restore(state.thread, state.level, outer, context);
    } else {
      leaked = Boundary.restore(thread, 0, before, context);
    }
    if (leaked != null) {
      Reports.leak(code, leaked);
    }
  }

  /**
   * Sees to it where the thread is not the one that was attached to, or where what was attached
   * there before this has been restored first. The thread's scopes stay as they are then.
   */
  private boolean isOutOfTurn(Object thread, @Nullable Object before) {
    int level = Slot.level(thread);
    if (before instanceof State state) {
      if (state.thread != thread) {
        Slot.set(thread, (Context) state.before, level);
        return true;
      }
      return state.level < 0 && level == ~state.level;
    }
    if (level < 0) { // elsewhere: it was 0 when this was attached
      Slot.set(thread, (Context) before, level);
      return true;
    }
    return level == 0 && before == context && Slot.context(thread) != context;
  }

  @Override
  public String toString() {
    return "ContextSnapshot[" + context + "]";
  }
}
