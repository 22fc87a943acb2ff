package dev.baton.context.programs;

import dev.baton.context.BatonModule;

/** Modules, good and bad. They are on the class path of forked JVMs only. */
public final class Modules {
  private Modules() {}

  public static final class Working implements BatonModule {
    @Override
    public String name() {
      return "working";
    }

    @Override
    public Undo install() {
      System.out.println("installing working");
      return () -> System.out.println("undoing working");
    }
  }

  public static final class Failing implements BatonModule {
    @Override
    public String name() {
      return "failing";
    }

    @Override
    public Undo install() throws Exception {
      throw new Exception("cannot be installed");
    }
  }

  public static final class WithoutItsLibrary implements BatonModule {
    @Override
    public String name() {
      return "without its library";
    }

    @Override
    public Undo install() {
      throw new NoClassDefFoundError("some/Library");
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
    public Undo install() {
      throw new AssertionError();
    }
  }

  public static final class NotUndoable implements BatonModule {
    @Override
    public String name() {
      return "not undoable";
    }

    @Override
    public Undo install() {
      System.out.println("installing not undoable");
      return () -> {
        throw new Exception("cannot be undone");
      };
    }
  }
}
