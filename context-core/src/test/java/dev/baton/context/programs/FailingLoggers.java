package dev.baton.context.programs;

/** Makes no logger. It is on the class path of forked JVMs only. */
public final class FailingLoggers extends System.LoggerFinder {
  @Override
  public System.Logger getLogger(String name, Module module) {
    System.out.println("failing to log");
    throw new IllegalStateException("on purpose");
  }
}
