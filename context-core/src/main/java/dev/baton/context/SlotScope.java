package dev.baton.context;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/** A scope of {@link SlotStorage}. Closed by its owner in turn, it puts its thread back at once. */
final class SlotScope implements Scope {
  private final Object slot;
  private final @Nullable Context before;
  final int number;
  private final int below;
  private boolean closed;

  SlotScope(Object slot, @Nullable Context before, int number, int below) {
    this.slot = slot;
    this.before = before;
    this.number = number;
    this.below = below;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (!Slot.pop(slot, number, below, before)) {
      SlotStorage.closeOutOfTurn(slot, number, below, before);
    }
  }

  @Override
  public String toString() {
    return "SlotScope[" + number + (closed ? ", closed]" : "]");
  }
}
