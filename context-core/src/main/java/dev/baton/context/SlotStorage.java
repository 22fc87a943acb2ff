package dev.baton.context;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ContextStorage} that keeps one mutable {@link Slot} for each thread, so that attaching
 * and restoring are plain writes to a place that was looked up once.
 *
 * <p>No scope is linked to another, and the slot knows none of them: it numbers them as they are
 * opened, and a scope knows its own number and that of the one beneath. So a scope that is dropped
 * without being closed leaves nothing behind in memory, and a scope that never leaves its method
 * need not be allocated at all.
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
    SlotScope scope = Slot.push(Slot.ofCurrentThread(), context);
    if ((scope.number & (SUSPICIOUS_DEPTH - 1)) == 0) {
      Reports.deepNesting(scope.number);
    }
    return scope;
  }

  /**
   * Puts the thread back to what it was at {@link Slot#enter}, or, if the scope that was innermost
   * then has been closed in the meantime, to the innermost one that is still open.
   *
   * @return the context of a scope that the task left open, or null
   */
  static @Nullable Context exit(Object slot, int level, @Nullable Context before) {
    return Slot.leave(slot, level, before) ? null : repair(slot, level, before);
  }

  private static @Nullable Context repair(Object slot, int level, @Nullable Context before) {
    settle(slot);
    boolean leak = Slot.level(slot) != (level > 0 ? ~level : level);
    Context leaked = leak ? Slot.context(slot) : null;
    Slot.set(slot, before, level);
    settle(slot);
    return leaked;
  }

  /**
   * Takes off every scope above {@code level}, where {@code context} was current.
   *
   * @return the context of the innermost of those that were still open, or null
   */
  static @Nullable Context unwindTo(Object slot, int level, @Nullable Context context) {
    settle(slot);
    if (order(Slot.level(slot)) - order(level) <= 0) {
      return null;
    }
    Context leaked = Slot.context(slot);
    Slot.set(slot, context, level);
    settle(slot);
    return leaked;
  }

  /** Leaves a note of the scope; its owner also looks whether it can be taken off by now. */
  static void closeOutOfTurn(Object slot, int number, int below, @Nullable Context before) {
    Slot.pushClosed(slot, new Slot.ClosedScope(number, below, before));
    if (Slot.isOwner(slot, Thread.currentThread())) {
      settle(slot);
    }
  }

  /**
   * Takes off every scope that was closed out of turn and has become the innermost one. Those
   * further in still wait, joined with those right beneath them; those beyond the innermost went
   * with a task that has ended.
   */
  private static void settle(Object slot) {
    int top = order(Slot.level(slot));
    Slot.ClosedScope pending = null;
    for (Slot.ClosedScope scope = Slot.takeClosed(slot); scope != null; ) {
      Slot.ClosedScope next = scope.next;
      if (scope.number - top <= 0) {
        pending = join(scope, pending);
      }
      scope = next;
    }
    for (Slot.ClosedScope scope = pending; scope != null; scope = scope.next) {
      if (Slot.pop(slot, scope.number, scope.below, scope.before)) {
        top = order(scope.below); // only one is: those beneath it are joined to it
        break;
      }
    }
    for (Slot.ClosedScope scope = pending; scope != null; ) {
      Slot.ClosedScope next = scope.next;
      if (scope.number - top <= 0) {
        Slot.pushClosed(slot, scope);
      }
      scope = next;
    }
  }

  /** Adds a scope to the list; makes one of two where one is right on top of the other. */
  private static Slot.ClosedScope join(Slot.ClosedScope added, Slot.@Nullable ClosedScope list) {
    Slot.ClosedScope result = null;
    Slot.ClosedScope joined = added;
    for (Slot.ClosedScope scope = list; scope != null; ) {
      Slot.ClosedScope next = scope.next;
      if (scope.number == joined.below) {
        joined.below = scope.below;
        joined.before = scope.before;
      } else if (scope.below == joined.number) {
        scope.below = joined.below;
        scope.before = joined.before;
        joined = scope;
      } else {
        scope.next = result;
        result = scope;
      }
      scope = next;
    }
    joined.next = result;
    return joined;
  }

  static boolean isBeneath(int level, int other) {
    return order(level) - order(other) < 0;
  }

  private static int order(int level) {
    return level < 0 ? ~level : level;
  }
}
