package dev.baton.races;

import dev.baton.context.storage.StorageMode;

/** Has threads keep their slots weakly, as in an application that a server may unload. */
final class Redeployable {
  private Redeployable() {}

  /** To be called before any thread has a slot. */
  static void set() {
    System.setProperty("dev.baton.redeployable", "true");
    if (!StorageMode.isRedeployable()) {
      throw new IllegalStateException("too late: a thread has a slot");
    }
  }
}
