package dev.baton.context.storage;

import io.opentelemetry.context.ContextStorage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Puts {@link SlotStorage} in the place of OpenTelemetry's default storage, and of no other; and
 * the audit's storage, if there is one, on top of whichever it is then.
 */
public final class StorageInstaller {
  private static boolean added;
  private static volatile boolean asked;
  private static volatile @Nullable Function<ContextStorage, WatchingStorage> watcher;
  private static volatile @Nullable WatchingStorage watching;
  private static volatile boolean inUse;
  private static volatile @Nullable String kept;
  private static volatile @Nullable String found; // the one in use, when that is decided

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
    asked = true;
    addWrapper();
  }

  /**
   * For a {@code ContextStorageProvider}, which OpenTelemetry asks when a context is first used:
   * gives it the storage, which so is in place without having been asked for.
   */
  public static synchronized ContextStorage provide() {
    asked = true;
    inUse = true;
    return SlotStorage.INSTANCE;
  }

  /**
   * Asks for a storage on top of whichever will be in place, if that has not been done.
   *
   * @param maker given that one
   */
  public static synchronized void watch(Function<ContextStorage, WatchingStorage> maker) {
    if (watcher == null) {
      watcher = maker;
      addWrapper();
    }
  }

  private static void addWrapper() {
    if (!added) {
      added = true;
      ContextStorage.addWrapper(StorageInstaller::wrap);
    }
  }

  /** Called when a context is first used: by then it is known what has been asked for. */
  private static ContextStorage wrap(ContextStorage storage) {
    ContextStorage replaced = asked ? replaceDefault(storage) : storage;
    Function<ContextStorage, WatchingStorage> maker = watcher;
    if (maker == null) {
      return replaced;
    }
    try {
      WatchingStorage made = maker.apply(replaced);
      watching = made;
      return made;
    } catch (Throwable failure) {
      Reports.inBackground(() -> Reports.auditFailed(failure));
      return replaced;
    }
  }

  static @Nullable WatchingStorage watching() {
    return watching;
  }

  private static ContextStorage replaceDefault(ContextStorage storage) {
    if (storage == ContextStorage.defaultStorage() || storage == SlotStorage.INSTANCE) {
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
  static void decided(ContextStorage storage) {
    found = WatchingStorage.bare(storage).getClass().getName();
    if (asked && !inUse) {
      Reports.inBackground(StorageInstaller::warn);
    }
  }

  /** Warns if it is known that the storage is not in use. */
  public static void warnIfTooLate() {
    if (found != null && !inUse) {
      warn();
    }
  }

  private static void warn() {
    Reports.storageNotInstalled(outcome().detail());
  }

  /** What is known by now. */
  public static Outcome outcome() {
    String storage = found;
    if (inUse) {
      boolean isBelow = storage != null && !storage.equals(SlotStorage.class.getName());
      return new Outcome(
          true,
          true,
          "keeps the context in a slot of each thread; stays until the JVM ends"
              + (isBelow ? "; below the wrapper " + storage : ""));
    }
    String other = kept;
    if (other == null && storage != null && FoundStorage.isGiven(storage)) {
      other = storage;
    }
    if (other != null) {
      return new Outcome(false, true, FoundStorage.describe(other));
    }
    if (storage != null) {
      return new Outcome(
          false,
          true,
          "too late: "
              + storage
              + " was in use before Baton.install(), which belongs at the very start of main(); "
              + FoundStorage.guarantees(storage));
    }
    return new Outcome(
        false,
        false,
        "replaces OpenTelemetry's default storage when a context is first used; any other that is in"
            + " place by then stays");
  }
}
