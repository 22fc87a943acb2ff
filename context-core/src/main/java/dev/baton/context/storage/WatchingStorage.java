package dev.baton.context.storage;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import org.jspecify.annotations.Nullable;

/**
 * A storage on top of whichever is in place, for the audit: it sees what is read and opened,
 * changes nothing of it, and is told of what tasks leave behind.
 */
public abstract class WatchingStorage implements ContextStorage {
  /** The storage that does the work. */
  protected final ContextStorage delegate;

  /**
   * @param delegate the storage that does the work
   */
  protected WatchingStorage(ContextStorage delegate) {
    this.delegate = delegate;
  }

  /** The name of the class of the storage that is watched. */
  public final String watched() {
    return delegate.getClass().getName();
  }

  /** A task, or other code of this class, has left a scope open; the thread has been put back. */
  protected abstract void leaked(Object code, Context leftOpen);

  /** What the audit remembers of one thread, as long as that lives. */
  public abstract static class Notes {}

  /** What the watched storage has as current, unseen. */
  public final @Nullable Context bare() {
    return delegate.current();
  }

  /** What was given to {@link #setNotes} on this thread. */
  protected static @Nullable Notes notes() {
    Slot slot = Slots.find(Thread.currentThread());
    return slot == null ? null : slot.notes();
  }

  /** Remembers this for the calling thread. */
  protected static void setNotes(Notes notes) {
    Slots.ofCurrentThread().setNotes(notes);
  }

  /** Without the storage that only watches. */
  static ContextStorage bare(ContextStorage storage) {
    return storage instanceof WatchingStorage watching ? watching.delegate : storage;
  }
}
