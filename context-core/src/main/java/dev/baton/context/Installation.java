package dev.baton.context;

import dev.baton.context.storage.Reports;
import dev.baton.context.storage.StorageInstaller;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Baton#install()} did, and the handle to undo it.
 *
 * <p>Thread-safe.
 */
public final class Installation implements AutoCloseable {

  /** How far a step has come. */
  public enum State {
    /** Done and in effect. */
    INSTALLED,
    /** Asked for; it is known at the first use of a context whether it takes effect. */
    PENDING,
    /**
     * Could not be done; the detail says why. What it would have sped up or covered works without.
     */
    NOT_INSTALLED,
    /** Undone by {@link Installation#close()}. */
    UNINSTALLED
  }

  /**
   * One thing that was to be installed.
   *
   * @param name what it is
   * @param state how far it has come
   * @param detail one line for a person
   */
  public record Step(String name, State state, String detail) {
    @Override
    public String toString() {
      return name + ": " + state + " (" + detail + ")";
    }
  }

  /** What went wrong, kept until it can be logged. */
  static final class Failures {
    private record Failure(String what, @Nullable Throwable failure) {}

    private final List<Failure> failures = new ArrayList<>();

    void add(String what, @Nullable Throwable failure) {
      failures.add(new Failure(what, failure));
    }

    void report() {
      failures.forEach(failed -> Reports.ofInstallation(failed.what, failed.failure));
    }
  }

  /** A module that is installed, and which of the steps it was. */
  private record Installed(int step, AutoCloseable undo) {}

  private final List<BatonModule> found = new ArrayList<>();

  // in the order of their installation; names need not be unique
  private final List<Installed> installed = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();

  private volatile List<Step> modules = List.of(); // for those who do not wait

  Installation() {}

  /**
   * Finds the modules anew. Called by one thread at a time, as are {@link #installModules} and
   * {@link #closeModules}.
   *
   * @return what is to be carried, with what they add
   */
  Propagation findModules(Propagation wanted, Failures failures) {
    closeModules(failures);
    steps.clear();
    found.clear();
    Propagation propagation = wanted;
    Iterator<BatonModule> services =
        ServiceLoader.load(BatonModule.class, Baton.class.getClassLoader()).iterator();
    while (true) {
      try {
        if (!services.hasNext()) {
          return propagation;
        }
        BatonModule module = services.next();
        found.add(module);
        propagation = propagation(module, propagation, failures);
      } catch (Throwable t) { // this provider cannot be loaded; the next may
        failed(t, failures);
      }
    }
  }

  private static Propagation propagation(
      BatonModule module, Propagation propagation, Failures failures) {
    try {
      return Objects.requireNonNull(module.propagation(propagation), "propagation");
    } catch (Throwable t) {
      failures.add(module.name() + " failed", t);
      return propagation;
    }
  }

  void installModules(Propagation propagation, Failures failures) {
    for (BatonModule module : found) {
      try {
        install(module, propagation, failures);
      } catch (Throwable t) {
        failed(t, failures);
      }
    }
  }

  private void failed(Throwable failure, Failures failures) {
    add(new Step("a module", State.NOT_INSTALLED, Reports.describe(failure)));
    failures.add("a module failed", failure);
  }

  private void install(BatonModule module, Propagation propagation, Failures failures) {
    String name = module.name();
    try {
      installed.add(new Installed(steps.size(), module.install(propagation)));
      add(new Step(name, State.INSTALLED, "undone by close()"));
    } catch (BatonModule.NotInstalledException e) {
      String why = String.valueOf(e.getMessage());
      add(new Step(name, State.NOT_INSTALLED, why));
      if (e.isLogged()) {
        failures.add(name + " not installed: " + why, null);
      }
    } catch (NoClassDefFoundError e) { // an absent library: where that shows tells nobody anything
      add(new Step(name, State.NOT_INSTALLED, Reports.describe(e)));
      failures.add(name + " not installed: " + Reports.describe(e), null);
    } catch (Throwable t) {
      add(new Step(name, State.NOT_INSTALLED, Reports.describe(t)));
      failures.add(name + " failed", t);
    }
  }

  private void add(Step step) {
    steps.add(step);
    modules = List.copyOf(steps);
  }

  void closeModules(Failures failures) {
    List<Installed> all = List.copyOf(installed);
    installed.clear();
    for (Installed module : all.reversed()) {
      String name = steps.get(module.step).name();
      Step closed;
      try {
        module.undo.close();
        closed = new Step(name, State.UNINSTALLED, "by close()");
      } catch (Throwable t) {
        closed = new Step(name, State.INSTALLED, "could not be undone: " + Reports.describe(t));
        failures.add(name + " failed", t);
      }
      steps.set(module.step, closed);
      modules = List.copyOf(steps);
    }
  }

  /**
   * What was done, as it stands now: the storage first, then each module that was found.
   *
   * @return an unmodifiable list
   */
  public List<Step> steps() {
    StorageInstaller.Outcome storage = StorageInstaller.outcome();
    State state =
        storage.isInUse()
            ? State.INSTALLED
            : storage.isKnown() ? State.NOT_INSTALLED : State.PENDING;
    List<Step> all = new ArrayList<>();
    all.add(new Step("context storage", state, storage.detail()));
    all.addAll(modules);
    return List.copyOf(all);
  }

  /**
   * Undoes what can be undone, in reverse order: the hooks of the modules, and what {@link
   * Propagation#installed()} is. The context storage stays; OpenTelemetry has no way to exchange it
   * once it is in use. Closing twice does nothing. A later {@link Baton#install()} installs the
   * modules anew.
   */
  @Override
  public void close() {
    Baton.uninstall(this);
  }

  @Override
  public String toString() {
    return steps().stream().map(Step::toString).collect(Collectors.joining("; ", "Baton[", "]"));
  }
}
