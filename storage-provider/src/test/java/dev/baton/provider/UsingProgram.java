package dev.baton.provider;

import dev.baton.context.Baton;
import dev.baton.context.Propagation;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import java.util.Arrays;

/** Uses a context first, and installs Baton afterwards. */
final class UsingProgram {
  private static final ContextKey<String> USER = ContextKey.named("user");

  private UsingProgram() {}

  /**
   * Runs it.
   *
   * @param args system properties to set: name=value; or "early" to install Baton first
   */
  public static void main(String[] args) {
    Arrays.stream(args)
        .filter(argument -> argument.contains("="))
        .map(argument -> argument.split("=", 2))
        .forEach(property -> System.setProperty(property[0], property[1]));
    if (Arrays.asList(args).contains("early")) {
      Baton.install();
    }
    try (Scope scope = Context.current().with(USER, "Ann").makeCurrent()) {
      Runnable task =
          Propagation.capturing().wrap(() -> System.out.println(Context.current().get(USER)));
      task.run();
    }
    System.out.println("storage: " + ContextStorage.get().getClass().getSimpleName());
    System.out.println("at first: " + Baton.install().steps().get(0).state());
    System.out.println("again: " + Baton.install().steps().get(0).state());
    System.out.println("left: " + Context.current());
  }
}
