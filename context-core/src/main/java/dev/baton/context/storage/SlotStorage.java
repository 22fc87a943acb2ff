package dev.baton.context.storage;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ContextStorage} that keeps one mutable {@link Slot} for each thread, so that attaching
 * and restoring are plain writes to a place that was looked up once.
 *
 * <p>The slot knows none of the scopes. So a scope that is dropped without being closed leaves
 * nothing behind in memory, and a scope that never leaves its method need not be allocated at all.
 */
final class SlotStorage implements ContextStorage {
  static final SlotStorage INSTANCE = new SlotStorage();

  private SlotStorage() {}

  @Override
  public @Nullable Context current() {
    Slot slot = Slots.find(Thread.currentThread());
    return slot == null ? null : slot.current();
  }

  @Override
  public Scope attach(@Nullable Context context) {
    if (context == null) {
      return Scope.noop(); // as OpenTelemetry's own storage does
    }
    Slot slot = Slots.ofCurrentThread();
    slot.takeNotes();
    if (slot.context == context && Wrapped.IS_WRAPPED) {
      return Scope.noop(); // by which a wrapper knows that nothing has changed
    }
    return slot.open(context);
  }

  private static final class Wrapped {
    static final boolean IS_WRAPPED = WatchingStorage.bare(ContextStorage.get()) != INSTANCE;
  }
}
