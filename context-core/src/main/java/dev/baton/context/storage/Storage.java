package dev.baton.context.storage;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import org.jspecify.annotations.Nullable;

/**
 * Runs code under a context on the calling thread, by the means that the context storage in use
 * leaves us. Which storage that is gets decided once, at the first call of {@link #inUse()}, and is
 * a constant to the compiler from then on.
 */
public abstract class Storage {
  Storage() {}

  /**
   * The one in use. The first call freezes OpenTelemetry's list of storage wrappers, so nothing
   * calls this before a context is captured or attached.
   */
  public static Storage inUse() {
    return InUse.STORAGE;
  }

  /**
   * Runs code under a context. However it ends, the thread gets back what it had: the innermost of
   * its scopes that is still open. A scope that the code left open is closed and reported. Nothing
   * of ours is thrown.
   *
   * @param target what the body is called with; if it left a scope open, its class is named, or it
   *     is told as a {@link LeakObserver}
   */
  public abstract <
          T,
          A extends @Nullable Object,
          B extends @Nullable Object,
          R extends @Nullable Object,
          X extends Throwable>
      R run(Context context, Body<? super T, A, B, R, X> body, T target, A first, B second)
          throws X;

  /** Puts a context on the calling thread, until the result is restored. */
  public abstract Attachment attach(Context context);

  /**
   * The audit's storage, or null if nothing is audited: decided at the same time, and as constant.
   */
  public static @Nullable WatchingStorage watching() {
    return InUse.WATCHING;
  }

  private static final class InUse {
    static final Storage STORAGE = choose();
    static final @Nullable WatchingStorage WATCHING = StorageInstaller.watching();

    /** Reports nothing itself: to log while a class is initialised may wait for those who wait. */
    private static Storage choose() {
      // One reading only, and only compared with ours: the OpenTelemetry agent hands out a new
      // object each time.
      ContextStorage storage = ContextStorage.get();
      StorageInstaller.decided(storage);
      if (WatchingStorage.bare(storage) == SlotStorage.INSTANCE) {
        return new PlainSlots();
      }
      return StorageInstaller.isInUse() ? new WrappedSlots() : new OtherStorage();
    }
  }
}
