package dev.baton.context;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ContextStorage} that keeps one mutable {@link Slot} for each thread, so that attaching
 * and restoring are plain writes to a place that was looked up once.
 *
 * <p>No scope is linked to another, and the slot knows none of them: it counts how deep the thread
 * is, and a scope knows its own depth. So a scope that is dropped without being closed leaves
 * nothing behind in memory, and a scope that never leaves its method need not be allocated at all.
 */
final class SlotStorage implements ContextStorage {
  static final SlotStorage INSTANCE = new SlotStorage();

  /** Depth at which a thread is taken to open scopes and never close them; a power of two. */
  static final int SUSPICIOUS_DEPTH = 1024;

  private SlotStorage() {}

  @Override
  public @Nullable Context current() {
    return Slot.currentContext();
  }

  @Override
  public Scope attach(@Nullable Context context) {
    if (context == null) {
      return Scope.noop(); // as OpenTelemetry's own storage does
    }
    Object slot = Slot.ofCurrentThread();
    Context before = Slot.context(slot);
    int level = Slot.level(slot) + 1;
    Slot.setContext(slot, context);
    Slot.setLevel(slot, level);
    if ((level & (SUSPICIOUS_DEPTH - 1)) == 0) {
      Reports.deepNesting(level);
    }
    return new SlotScope(slot, context, before, level);
  }

  /**
   * Makes {@code context} current on the slot's own thread for the time of a task. Under open
   * scopes this counts as a level of its own, so that a task which closes one of them (its
   * submitter's, when it runs on the same thread) does not lose the context it runs under.
   *
   * @return what was current before, for {@link #exit}
   */
  static @Nullable Context enter(Object slot, int level, Context context) {
    Context before = Slot.context(slot);
    Slot.setContext(slot, context);
    if (level != 0) {
      Slot.setLevel(slot, level + 1);
    }
    return before;
  }

  /**
   * Puts the thread back to what it was at {@link #enter}, or, if the scope that was innermost then
   * has been closed in the meantime, to the innermost one that is still open.
   *
   * @return the context of a scope that the task left open, or null
   */
  static @Nullable Context exit(Object slot, int level, @Nullable Context before) {
    boolean outOfTurn = Slot.hasClosed(slot);
    if (outOfTurn) {
      settle(slot);
    }
    boolean leak = Slot.level(slot) != (level == 0 ? 0 : level + 1);
    Context leaked = leak ? Slot.context(slot) : null;
    Slot.setContext(slot, before);
    if (leak || level != 0) {
      Slot.setLevel(slot, level);
    }
    if (outOfTurn) {
      settle(slot);
    }
    return leaked;
  }

  /**
   * Takes off every scope above {@code level}, where {@code context} was current.
   *
   * @return the context of the innermost of those that were still open, or null
   */
  static @Nullable Context unwindTo(Object slot, int level, Context context) {
    if (Slot.hasClosed(slot)) {
      settle(slot);
    }
    if (Slot.level(slot) - level <= 0) {
      return null;
    }
    Context leaked = Slot.context(slot);
    Slot.setContext(slot, context);
    Slot.setLevel(slot, level);
    return leaked;
  }

  /**
   * Takes off every scope that was closed out of turn and has become the innermost one. Those
   * further in still wait; those beyond the present level went with a task that has ended.
   */
  private static void settle(Object slot) {
    Slot.ClosedScope pending = Slot.takeClosed(slot);
    int level = Slot.level(slot);
    Slot.ClosedScope scope = pending;
    while (scope != null) {
      if (scope.level == level && scope.context == Slot.context(slot)) {
        Slot.setContext(slot, scope.before);
        Slot.setLevel(slot, --level);
        scope = pending; // the one beneath may stand anywhere in the list
      } else {
        scope = scope.next;
      }
    }
    for (scope = pending; scope != null; ) {
      Slot.ClosedScope next = scope.next;
      if (scope.level - level <= 0) {
        Slot.pushClosed(slot, scope);
      }
      scope = next;
    }
  }

  private static final class SlotScope implements Scope {
    private final Object slot;
    private final Context context;
    private final @Nullable Context before;
    private final int level;
    private boolean closed;

    SlotScope(Object slot, Context context, @Nullable Context before, int level) {
      this.slot = slot;
      this.context = context;
      this.before = before;
      this.level = level;
    }

    @Override
    public void close() {
      if (closed) {
        return;
      }
      closed = true;
      boolean mine = Slot.owner(slot) == Thread.currentThread();
      if (mine && Slot.level(slot) == level && !Slot.hasClosed(slot)) {
        Slot.setContext(slot, before);
        Slot.setLevel(slot, level - 1);
        return;
      }
      Slot.pushClosed(slot, new Slot.ClosedScope(level, context, before));
      if (mine) {
        settle(slot);
      }
    }

    @Override
    public String toString() {
      return "SlotScope[" + context + (closed ? ", closed]" : "]");
    }
  }
}
