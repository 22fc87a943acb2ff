package dev.baton.context.storage;

import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** {@link SlotStorage} with nothing on top: the slot is written directly. */
final class PlainSlots extends Storage {

  @Override
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
    long number = slot.enter(context);
    try {
      return body.run(target, first, second);
    } finally {
      if (!slot.leave(number, below, before)) {
        unwind(slot, number, below, before, target);
      }
    }
  }

  private static void unwind(
      Slot slot, long number, long below, @Nullable Context before, Object target) {
    Context leaked = slot.unwind(number, below, before);
    if (leaked != null) {
      Reports.leak(target, leaked);
    }
  }

  @Override
  public Attachment attach(Context context) {
    return Slots.ofCurrentThread().attach(context);
  }
}
