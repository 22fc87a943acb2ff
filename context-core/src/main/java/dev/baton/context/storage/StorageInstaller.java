package dev.baton.context.storage;

import io.opentelemetry.context.ContextStorage;
import org.jspecify.annotations.Nullable;

/** Puts {@link SlotStorage} in the place of OpenTelemetry's default storage, and of no other. */
public final class StorageInstaller {
  private static volatile boolean asked;
  private static volatile boolean inUse;
  private static volatile boolean decided;
  private static volatile @Nullable String kept;

  private StorageInstaller() {}

  /**
   * How it went.
   *
   * @param isKnown whether that is known already: OpenTelemetry says nothing until it is asked for
   *     its storage
   * @param detail one line for a person
   */
  public record Outcome(boolean isInUse, boolean isKnown, String detail) {}

  /** Asks for it, if that has not been done. */
  public static synchronized void install() {
    if (!asked) {
      asked = true;
      ContextStorage.addWrapper(StorageInstaller::replaceDefault);
    }
  }

  private static ContextStorage replaceDefault(ContextStorage storage) {
    if (storage == ContextStorage.defaultStorage()) {
      inUse = true;
      return SlotStorage.INSTANCE;
    }
    kept = storage.getClass().getName();
    return storage;
  }

  static boolean isInUse() {
    return inUse;
  }

  /**
   * Called once, when the storage has been read for the first time, while a class is initialised:
   * what has to be said is said by another thread.
   */
  static void decided() {
    decided = true;
    if (asked && !inUse) {
      Reports.inBackground(StorageInstaller::warn);
    }
  }

  /** Warns if it is known that the storage is not in use. */
  public static void warnIfTooLate() {
    if (decided && !inUse) {
      warn();
    }
  }

  private static void warn() {
    Reports.storageNotInstalled(outcome().detail());
  }

  /** What is known by now. */
  public static Outcome outcome() {
    if (inUse) {
      return new Outcome(
          true, true, "keeps the context in a slot of each thread; stays until the JVM ends");
    }
    if (kept != null) {
      return new Outcome(
          false,
          true,
          kept + " is in place and was left alone; context is carried through makeCurrent()");
    }
    if (decided) {
      return new Outcome(
          false,
          true,
          "too late: OpenTelemetry's storage was in use before Baton.install(), which belongs at"
              + " the very start of main(); context is carried through makeCurrent()");
    }
    return new Outcome(
        false, false, "replaces OpenTelemetry's default storage when a context is first used");
  }
}
