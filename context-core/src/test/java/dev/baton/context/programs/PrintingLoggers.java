package dev.baton.context.programs;

import java.util.ResourceBundle;

/** Prints what is logged. It is on the class path of forked JVMs only. */
public final class PrintingLoggers extends System.LoggerFinder {
  @Override
  public System.Logger getLogger(String name, Module module) {
    return new Printing(name);
  }

  private record Printing(String name) implements System.Logger {
    @Override
    public String getName() {
      return name;
    }

    @Override
    public boolean isLoggable(Level level) {
      return level.getSeverity() >= Level.WARNING.getSeverity();
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String message, Throwable failure) {
      System.out.println("printed " + level + " " + message);
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {
      System.out.println("printed " + level + " " + format);
    }
  }
}
