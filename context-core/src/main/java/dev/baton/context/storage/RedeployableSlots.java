package dev.baton.context.storage;

import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where foreign threads keep their slots if the program may be unloaded while they live on: an
 * application that is redeployed inside a running server. A slot in their {@link ThreadLocal} would
 * tie the application's class loader to each of them; so they have a weak reference, and the slot
 * is kept here.
 */
final class RedeployableSlots {
  /**
   * Decided once: whether these classes come from a loader that is not the program's own. The
   * system property {@code dev.baton.redeployable} says otherwise.
   */
  static final boolean NEEDED = isNeeded();

  private static final ThreadLocal<WeakReference<Slot>> REFERENCES = new ThreadLocal<>();
  private static final Map<Thread, Slot> SLOTS = Collections.synchronizedMap(new WeakHashMap<>());

  private RedeployableSlots() {}

  private static boolean isNeeded() {
    String told = System.getProperty("dev.baton.redeployable");
    if (told != null) {
      return Boolean.parseBoolean(told);
    }
    ClassLoader ours = RedeployableSlots.class.getClassLoader();
    for (ClassLoader its = ClassLoader.getSystemClassLoader(); its != null; its = its.getParent()) {
      if (its == ours) {
        return false;
      }
    }
    return ours != null && !isLauncher(ours.getClass().getName());
  }

  /** Loaders of programs that are packed into one file, which nobody unloads. */
  private static boolean isLauncher(String loader) {
    return loader.startsWith("org.springframework.boot.loader.")
        || loader.startsWith("io.quarkus.bootstrap.runner.");
  }

  static @Nullable Slot get() {
    WeakReference<Slot> reference = REFERENCES.get();
    return reference == null ? null : reference.get();
  }

  static void set(Thread thread, Slot slot) {
    SLOTS.put(thread, slot);
    REFERENCES.set(new WeakReference<>(slot));
  }
}
