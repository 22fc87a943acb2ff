package dev.baton.context;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

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

  private record Installed(String name, BatonModule.Undo undo) {}

  private final List<Installed> installed = new ArrayList<>();
  private final List<Step> others = new ArrayList<>();

  Installation() {}

  synchronized void install(BatonModule module) {
    String name = module.name();
    try {
      installed.add(new Installed(name, module.install()));
    } catch (Throwable t) { // an absent library shows as a LinkageError
      others.add(new Step(name, State.NOT_INSTALLED, String.valueOf(t)));
      Reports.moduleFailed(name, t);
    }
  }

  synchronized void failed(Throwable unreadable) {
    others.add(new Step("a module", State.NOT_INSTALLED, String.valueOf(unreadable)));
    Reports.moduleFailed("a module", unreadable);
  }

  /**
   * What was done, as it stands now: the storage first, then each module that was found.
   *
   * @return an unmodifiable list
   */
  public synchronized List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    steps.add(StorageInstaller.step());
    for (Installed module : installed) {
      steps.add(new Step(module.name(), State.INSTALLED, "undone by close()"));
    }
    steps.addAll(others);
    return List.copyOf(steps);
  }

  /**
   * Undoes what can be undone, in reverse order: the hooks of the modules. The context storage
   * stays; OpenTelemetry has no way to exchange it once it is in use. Closing twice does nothing. A
   * later {@link Baton#install()} installs the modules anew.
   */
  @Override
  public void close() {
    Baton.forget(this);
    synchronized (this) {
      for (int i = installed.size() - 1; i >= 0; i--) {
        Installed module = installed.remove(i);
        Step step = new Step(module.name(), State.UNINSTALLED, "by close()");
        try {
          module.undo().run();
        } catch (Throwable t) {
          step = new Step(module.name(), State.INSTALLED, "could not be undone: " + t);
          Reports.moduleFailed(module.name(), t);
        }
        others.add(step);
      }
    }
  }

  @Override
  public String toString() {
    return steps().stream().map(Step::toString).collect(Collectors.joining("; ", "Baton[", "]"));
  }
}
