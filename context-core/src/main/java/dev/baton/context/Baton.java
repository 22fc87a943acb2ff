package dev.baton.context;

import dev.baton.context.audit.Audit;
import dev.baton.context.storage.StorageInstaller;
import java.util.Objects;
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
    return installModules(null);
  }

  /**
   * As {@link #install()}; says what every wrapper carries that is made from now on and is not told
   * otherwise, and what the modules' hooks carry. Where it is installed already, the modules are
   * installed anew.
   *
   * {@snippet file="dev/baton/context/BatonTest.java" region="propagation"}
   */
  public static Installation install(Propagation propagation) {
    return installModules(Objects.requireNonNull(propagation, "propagation"));
  }

  /**
   * @param wanted null for whatever there is
   */
  private static Installation installModules(@Nullable Propagation wanted) {
    Audit.startIfAsked();
    Installation.Failures failures = new Installation.Failures();
    Installation installation;
    boolean isNew;
    synchronized (LOCK) {
      isNew = current == null;
      installation = current == null ? new Installation() : current;
      if (isNew || wanted != null) {
        Propagation propagation = wanted == null ? Propagation.capturing() : wanted;
        StorageInstaller.install();
        Propagation.install(propagation);
        current = installation; // first: a module may ask for it
        Propagation withModules = installation.findModules(propagation, failures);
        Propagation.install(withModules);
        installation.installModules(withModules, failures);
      }
    }
    failures.report(); // not under the lock: a log may wait for anybody
    if (isNew) {
      StorageInstaller.warnIfTooLate();
    }
    return installation;
  }

  static void uninstall(Installation installation) {
    Installation.Failures failures = new Installation.Failures();
    synchronized (LOCK) {
      if (current == installation) {
        current = null;
        Propagation.install(Propagation.capturing());
        installation.closeModules(failures);
      }
    }
    failures.report();
  }
}
