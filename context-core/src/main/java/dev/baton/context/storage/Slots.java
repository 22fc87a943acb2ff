package dev.baton.context.storage;

import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where threads keep their slots: a thread of ours in a field, any other behind a {@link
 * ThreadLocal}.
 *
 * <p>The program may be unloaded while the other threads live on: an application that is redeployed
 * inside a running server. A slot in their thread-locals would tie the application's class loader
 * to each of them; so there they have a weak reference, and the slot is kept here.
 */
final class Slots {
  /**
   * Decided once: whether these classes come from a loader that is not the program's own. The
   * system property {@code dev.baton.redeployable} says otherwise.
   */
  static final boolean REDEPLOYABLE = isRedeployable();

  private static final ThreadLocal<Slot> FOREIGN = new ThreadLocal<>();
  private static final ThreadLocal<WeakReference<Slot>> REFERENCES = new ThreadLocal<>();
  private static final Map<Thread, Slot> KEPT = Collections.synchronizedMap(new WeakHashMap<>());

  private Slots() {}

  /** The calling thread's, made if it has none. */
  static Slot ofCurrentThread() {
    Slot slot = find(Thread.currentThread());
    return slot != null ? slot : make(Thread.currentThread());
  }

  /** The calling thread's, or null if it has none. */
  static @Nullable Slot find(Thread thread) {
    if (thread.getClass() == ContextThread.class) {
      return ((ContextThread) thread).slot;
    }
    if (thread.getClass() == ContextForkJoinWorkerThread.class) {
      return ((ContextForkJoinWorkerThread) thread).slot;
    }
    return REDEPLOYABLE ? kept() : FOREIGN.get();
  }

  private static @Nullable Slot kept() {
    WeakReference<Slot> reference = REFERENCES.get();
    return reference == null ? null : reference.get();
  }

  private static Slot make(Thread thread) {
    Slot slot = new Slot(thread);
    if (REDEPLOYABLE) {
      KEPT.put(thread, slot);
      REFERENCES.set(new WeakReference<>(slot));
    } else {
      FOREIGN.set(slot);
    }
    return slot;
  }

  private static boolean isRedeployable() {
    String told = System.getProperty("dev.baton.redeployable");
    if (told != null) {
      return Boolean.parseBoolean(told);
    }
    ClassLoader ours = Slots.class.getClassLoader();
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
}
