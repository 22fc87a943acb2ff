package dev.baton.context.storage;

/** Lets the races see how threads keep their slots. */
public final class StorageMode {
  private StorageMode() {}

  /** Whether weakly. */
  public static boolean isRedeployable() {
    return Slots.REDEPLOYABLE;
  }
}
