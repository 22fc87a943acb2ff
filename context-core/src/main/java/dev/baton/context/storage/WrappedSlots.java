package dev.baton.context.storage;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * {@link SlotStorage} below somebody's wrapper, which has to hear of each context that comes on and
 * goes: one that tells the logger's MDC, say. It may attach as it likes, so what is ours goes on
 * top of that, and the slot is put right after it.
 */
final class WrappedSlots extends Storage {

  @Override
  @SuppressWarnings("MustBeClosedChecker") // end closes it
  public <
          T,
          A extends @Nullable Object,
          B extends @Nullable Object,
          R extends @Nullable Object,
          X extends Throwable>
      R run(Context context, Body<? super T, A, B, R, X> body, T target, A first, B second)
          throws X {
    Slot slot = Slots.ofCurrentThread();
    slot.takeNotes();
    Context before = slot.context;
    long below = slot.level;
    Scope scope = context.makeCurrent();
    long level = slot.level;
    Context inside = slot.context; // the wrapper may have added something
    long number = slot.enter(inside);
    try {
      return body.run(target, first, second);
    } finally {
      Context leaked =
          slot.leave(number, level, inside) ? null : unwind(slot, number, scope, level, inside);
      end(slot, scope, level, below, before);
      if (leaked != null) {
        Reports.leak(target, leaked);
      }
    }
  }

  private static @Nullable Context unwind(
      Slot slot, long number, Scope scope, long level, @Nullable Context inside) {
    Context leaked = slot.unwind(number, level, inside);
    if (leaked != null && scope == Scope.noop()) {
      announce(slot);
    }
    return leaked;
  }

  /** Closes the scope, by which the wrapper hears of it, and sees what has become of the slot. */
  private static void end(
      Slot slot, Scope scope, long level, long below, @Nullable Context before) {
    try {
      scope.close();
    } finally {
      if (slot.level != below || slot.context != before) {
        endOutOfTurn(slot, level, below, before);
      }
    }
  }

  private static void endOutOfTurn(Slot slot, long level, long below, @Nullable Context before) {
    if (level != below) {
      slot.unwind(level, below, before);
    }
    if (slot.context != before) {
      announce(slot);
    }
  }

  /**
   * Tells the wrapper what is current now: it took it for granted that what was before is back. It
   * passes on only what changes, so there has to be a change.
   */
  @SuppressWarnings("MustBeClosedChecker") // the slot is put back without it
  private static void announce(Slot slot) {
    Context now = slot.context;
    long level = slot.level;
    if (now == null) {
      Context.root().makeCurrent().close();
    } else {
      slot.context = null;
      now.makeCurrent();
    }
    slot.set(level, now);
  }

  @Override
  @SuppressWarnings("MustBeClosedChecker") // restore closes it
  public Attachment attach(Context context) {
    Slot slot = Slots.ofCurrentThread();
    slot.takeNotes();
    Context before = slot.context;
    long below = slot.level;
    Scope scope = context.makeCurrent();
    return new OnWrapper(slot, before, scope, slot.attach(context, below, before));
  }

  /** The wrapper's scope, and an attachment that stands for both. */
  private record OnWrapper(
      Slot slot, @Nullable Context before, Scope scope, SlotAttachment attachment)
      implements Attachment {

    @Override
    public boolean restore(Context attached, Object code) {
      boolean isOn = attachment.isOn(); // or the wrapper would take it for this thread's
      boolean isUnheard = scope == Scope.noop() && !slot.isAt(attachment.number);
      boolean restored = attachment.restore(attached, code);
      if (isOn) {
        scope.close();
        if (slot.context != before || isUnheard) {
          announce(slot);
        }
      }
      return restored;
    }
  }
}
