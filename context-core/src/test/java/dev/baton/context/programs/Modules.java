package dev.baton.context.programs;

import dev.baton.context.Baton;
import dev.baton.context.BatonModule;
import dev.baton.context.Propagation;
import dev.baton.context.TaskListener;

/** Modules, good and bad. They are on the class path of forked JVMs only. */
public final class Modules {
  /** What the working one does first when it is undone. */
  static volatile Runnable beforeUndoing = () -> {};

  private Modules() {}

  public static final class Working implements BatonModule {
    @Override
    public String name() {
      return "working";
    }

    @Override
    public AutoCloseable install(Propagation propagation) {
      System.out.println("installing working");
      System.out.println("working carries " + propagation);
      return () -> {
        beforeUndoing.run();
        System.out.println("undoing working");
      };
    }
  }

  public static final class Failing implements BatonModule {
    @Override
    public String name() {
      return "failing";
    }

    @Override
    public AutoCloseable install(Propagation propagation) throws Exception {
      throw new Exception("cannot be installed");
    }
  }

  public static final class WithoutItsLibrary implements BatonModule {
    @Override
    public String name() {
      return "without its library";
    }

    @Override
    public AutoCloseable install(Propagation propagation) {
      throw new NoClassDefFoundError("some/Library");
    }
  }

  public static final class NotWanted implements BatonModule {
    @Override
    public String name() {
      return "not wanted";
    }

    @Override
    public AutoCloseable install(Propagation propagation) throws NotInstalledException {
      throw new NotInstalledException("not here");
    }
  }

  public static final class SwitchedOff implements BatonModule {
    @Override
    public String name() {
      return "switched off";
    }

    @Override
    public AutoCloseable install(Propagation propagation) throws NotInstalledException {
      throw NotInstalledException.switchedOff("this switches it on");
    }
  }

  /** Adds a listener to what is carried. */
  public static final class Adding implements BatonModule {
    private record Added() implements TaskListener {}

    @Override
    public String name() {
      return "adding";
    }

    @Override
    public Propagation propagation(Propagation propagation) {
      System.out.println("adding to " + propagation);
      return propagation.with(new Added());
    }

    @Override
    public AutoCloseable install(Propagation propagation) {
      return () -> {};
    }
  }

  public static final class FailingToAdd implements BatonModule {
    @Override
    public String name() {
      return "failing to add";
    }

    @Override
    public Propagation propagation(Propagation propagation) throws Exception {
      throw new Exception("cannot add");
    }

    @Override
    public AutoCloseable install(Propagation propagation) {
      return () -> {};
    }
  }

  public static final class Unloadable implements BatonModule {
    public Unloadable() {
      throw new IllegalStateException("cannot be made");
    }

    @Override
    public String name() {
      return "unloadable";
    }

    @Override
    public AutoCloseable install(Propagation propagation) {
      throw new AssertionError();
    }
  }

  /** Initialises something that wants Baton installed, too. */
  public static final class InstallingAll implements BatonModule {
    @Override
    public String name() {
      return "installing all";
    }

    @Override
    public AutoCloseable install(Propagation propagation) {
      Baton.install();
      return () -> {};
    }
  }

  public static final class NotUndoable implements BatonModule {
    @Override
    public String name() {
      return "not undoable";
    }

    @Override
    public AutoCloseable install(Propagation propagation) {
      System.out.println("installing not undoable");
      return () -> {
        throw new Exception("cannot be undone");
      };
    }
  }
}
