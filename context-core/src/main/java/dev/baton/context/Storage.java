package dev.baton.context;

import io.opentelemetry.context.ContextStorage;

/**
 * Which way a boundary attaches, decided when the first context is captured and not earlier: to ask
 * for the storage freezes OpenTelemetry's list of storage wrappers, and others may still want to
 * add theirs.
 */
final class Storage {
  /**
   * Our storage is the one in use, with nothing on top of it: its slots may be written directly.
   */
  static final boolean IS_SLOTS;

  /** Our storage is in use below somebody's wrapper, which has to hear of each attachment. */
  static final boolean IS_BELOW;

  static {
    ContextStorage storage = ContextStorage.get();
    // One reading only, and only compared with ours: the OpenTelemetry agent hands out a new object
    // each time.
    IS_SLOTS = storage == SlotStorage.INSTANCE;
    IS_BELOW = !IS_SLOTS && StorageInstaller.isInUse();
    StorageInstaller.decided();
  }

  private Storage() {}
}
