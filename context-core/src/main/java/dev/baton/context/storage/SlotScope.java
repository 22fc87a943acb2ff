package dev.baton.context.storage;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/** A scope of {@link SlotStorage}. Closed by its owner in turn, it puts its thread back at once. */
final class SlotScope implements Scope {
  private final Slot slot;
  private final Context context;
  private final @Nullable Context before;
  private final long below;
  private long number; // none when it is over; two threads may both see it open: the slot tells

  SlotScope(Slot slot, Context context, @Nullable Context before, long number, long below) {
    this.slot = slot;
    this.context = context;
    this.before = before;
    this.number = number;
    this.below = below;
  }

  @Override
  public void close() {
    long open = number;
    if (open != Numbers.NONE && slot.close(open, below, before, context)) {
      number = Numbers.NONE;
    }
  }

  @Override
  public String toString() {
    return number == Numbers.NONE ? "SlotScope[closed]" : "SlotScope[open]";
  }
}
