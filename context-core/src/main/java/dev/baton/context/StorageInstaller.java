package dev.baton.context;

import io.opentelemetry.context.ContextStorage;
import org.jspecify.annotations.Nullable;

/** Puts {@link SlotStorage} in the place of OpenTelemetry's default storage, and of no other. */
final class StorageInstaller {
  private static volatile boolean asked;
  private static volatile boolean inUse;
  private static volatile boolean decided;
  private static volatile @Nullable String kept;

  private StorageInstaller() {}

  static void install() {
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

  /** Called when the storage has been read for the first time. */
  static void decided() {
    decided = true;
    if (asked && !inUse) {
      Reports.storageNotInstalled(step().detail());
    }
  }

  static Installation.Step step() {
    Installation.State state;
    String detail;
    if (inUse) {
      state = Installation.State.INSTALLED;
      detail = "keeps the context in a slot of each thread; stays until the JVM ends";
    } else if (kept != null) {
      state = Installation.State.NOT_INSTALLED;
      detail = kept + " is in place and was left alone; context is carried through makeCurrent()";
    } else if (decided) {
      state = Installation.State.NOT_INSTALLED;
      detail =
          "too late: OpenTelemetry's storage was in use before Baton.install(), which belongs at the"
              + " very start of main(); context is carried through makeCurrent()";
    } else {
      state = Installation.State.PENDING;
      detail = "replaces OpenTelemetry's default storage when a context is first used";
    }
    return new Installation.Step("context storage", state, detail);
  }
}
