package dev.baton.context;

import java.util.Iterator;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * The one line at start-up.
 *
 * <p>Wrappers work without it. By putting a context storage of our own in the place of
 * OpenTelemetry's default, it has them repair every thread that a task leaves dirty, run without
 * allocating, and use the field that our own pool threads have for their context; and it installs
 * the global hooks of the modules that are on the class path (each {@link BatonModule}), which
 * nothing else does.
 *
 * {@snippet file="dev/baton/context/BatonTest.java" region="install"}
 */
public final class Baton {
  private static final Object LOCK = new Object();
  private static @Nullable Installation current;

  private Baton() {}

  /**
   * Installs the context storage and every module on the class path. Call it first thing in {@code
   * main}: the storage can be exchanged only before a context is used for the first time. If that
   * has already happened, or if somebody has put another storage in place, theirs stays, {@link
   * Installation#steps()} and one warning in the log say so, and the wrappers work with what is
   * there. Adding a storage wrapper ({@code ContextStorage.addWrapper}) afterwards still works.
   *
   * <p>Calling it again changes nothing and returns the same handle. Thread-safe. Never throws for
   * a module that fails: it is reported in the handle and in the log.
   *
   * @return what was done, and the way to undo it
   */
  public static Installation install() {
    synchronized (LOCK) {
      Installation installation = current;
      if (installation == null) {
        StorageInstaller.install();
        installation = new Installation();
        installModules(installation);
        current = installation;
      }
      return installation;
    }
  }

  private static void installModules(Installation installation) {
    Iterator<BatonModule> modules =
        ServiceLoader.load(BatonModule.class, Baton.class.getClassLoader()).iterator();
    while (true) {
      try {
        if (!modules.hasNext()) {
          return;
        }
        installation.install(modules.next());
      } catch (Throwable t) { // this provider cannot be loaded; the next may
        installation.failed(t);
      }
    }
  }

  static void forget(Installation installation) {
    synchronized (LOCK) {
      if (current == installation) {
        current = null;
      }
    }
  }
}
