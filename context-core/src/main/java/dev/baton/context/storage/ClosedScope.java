package dev.baton.context.storage;

import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** A scope that was closed, and is still beneath others; or several, each right above the next. */
final class ClosedScope {
  /** Of the uppermost one. */
  final long number;

  /** Beneath the lowest one. */
  long below;

  @Nullable Context before;

  /** In the inbox of a {@link Slot}. */
  @Nullable ClosedScope next;

  ClosedScope(long number, long below, @Nullable Context before) {
    this.number = number;
    this.below = below;
    this.before = before;
  }

  /** Makes one of the two: the other lies right beneath. */
  void join(ClosedScope beneath) {
    below = beneath.below;
    before = beneath.before;
  }
}
