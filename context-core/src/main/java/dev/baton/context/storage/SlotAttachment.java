package dev.baton.context.storage;

import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * An attachment to a thread that had something before. The thread knows those that are still on: a
 * number alone does not tell whether what it stands for has gone, with something beneath it, when
 * there is something new on top.
 */
final class SlotAttachment implements Attachment {
  /** More than this many are forgotten: of coroutines that were abandoned, or so it seems. */
  private static final int MOST = 1000;

  final long number;
  private final Slot slot;
  private final long below;
  private final @Nullable Context before;
  private @Nullable SlotAttachment beneath;
  private final int depth;

  SlotAttachment(
      Slot slot,
      long number,
      long below,
      @Nullable Context before,
      @Nullable SlotAttachment beneath) {
    this.slot = slot;
    this.number = number;
    this.below = below;
    this.before = before;
    boolean forgets = beneath != null && beneath.depth == MOST;
    this.beneath = forgets ? null : beneath;
    this.depth = this.beneath == null ? 1 : this.beneath.depth + 1;
  }

  /** The uppermost of these that is not above the level. */
  static @Nullable SlotAttachment at(long level, @Nullable SlotAttachment uppermost) {
    SlotAttachment attachment = uppermost;
    while (attachment != null && attachment.number > level) {
      attachment = attachment.beneath;
    }
    return attachment;
  }

  /** Whether it is on the calling thread. */
  boolean isOn() {
    return slot.isOfCurrentThread() && slot.isOpen(number);
  }

  @Override
  public boolean restore(Context attached, Object code) {
    return slot.restore(number, below, before, attached, code);
  }
}
