package dev.baton.context.programs;

import dev.baton.context.Baton;
import dev.baton.context.Installation;
import dev.baton.context.Propagation;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import java.util.function.UnaryOperator;

/** {@link Baton#install()} in various circumstances; the argument says which. */
public final class InstallProgram {
  private static final ContextKey<String> NAME = ContextKey.named("name");
  private static final ContextKey<String> EXTRA = ContextKey.named("extra");

  private InstallProgram() {}

  /** Argument: the name of one of the methods below. */
  public static void main(String[] arguments) {
    switch (arguments[0]) {
      case "first" -> first();
      case "tooLate" -> tooLate();
      case "afterAnother" -> afterAnother();
      case "modules" -> modules();
      case "decorating" -> belowAnother(InstallProgram::decorating);
      case "doubling" -> belowAnother(InstallProgram::doubling);
      case "skipping" -> belowAnother(InstallProgram::skipping);
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void printSteps(String when) {
    Baton.install().steps().forEach(step -> System.out.println(when + ": " + step));
  }

  private static String name() {
    return Context.current().get(NAME);
  }

  private static void runTask() {
    Context context = Context.root().with(NAME, "A");
    Runnable task = Propagation.fixed(context).wrap(() -> System.out.println("task: " + name()));
    task.run();
    System.out.println("after the task: " + name());
  }

  @SuppressWarnings("MustBeClosedChecker")
  private static void leak() {
    Context.root().with(NAME, "leaked").makeCurrent();
  }

  private static void first() {
    Installation installation = Baton.install();
    System.out.println("same: " + (Baton.install() == installation));
    printSteps("before");
    runTask();
    printSteps("after");
    System.out.println(installation);
  }

  private static void tooLate() {
    System.out.println("current: " + Context.current());
    Baton.install();
    runTask();
    runTask();
    printSteps("after");
  }

  private static void afterAnother() {
    ContextStorage.addWrapper(Wrapper::new);
    Baton.install();
    runTask();
    runTask();
    printSteps("after");
  }

  private static void modules() {
    Installation installation = Baton.install();
    printSteps("installed");
    installation.close();
    installation.steps().forEach(step -> System.out.println("closed: " + step));
    installation.close();
    System.out.println("same: " + (Baton.install() == installation));
    printSteps("again");
    runTask();
  }

  private static void belowAnother(UnaryOperator<ContextStorage> wrapper) {
    Baton.install();
    ContextStorage.addWrapper(wrapper);
    runTask();
    try (Scope scope = Context.root().with(NAME, "B").makeCurrent()) {
      runTask();
      Propagation.capturing().wrap(() -> System.out.println("captured: " + name())).run();
      Propagation.capturing().wrap(InstallProgram::leak).run();
      System.out.println("after the leak: " + name());
    }
    System.out.println("in the end: " + name());
    printSteps("after");
  }

  private static ContextStorage decorating(ContextStorage storage) {
    return new Wrapper(storage) {
      @Override
      public Scope attach(Context context) {
        return super.attach(context.with(EXTRA, "by the wrapper"));
      }
    };
  }

  private static ContextStorage doubling(ContextStorage storage) {
    return new Wrapper(storage) {
      @Override
      public Scope attach(Context context) {
        Scope outer = super.attach(context);
        Scope inner = super.attach(context.with(EXTRA, "by the wrapper"));
        return () -> {
          inner.close();
          outer.close();
        };
      }
    };
  }

  private static ContextStorage skipping(ContextStorage storage) {
    return new Wrapper(storage) {
      @Override
      public Scope attach(Context context) {
        return context == current() ? Scope.noop() : super.attach(context);
      }
    };
  }

  /** A wrapper that changes nothing. */
  private static class Wrapper implements ContextStorage {
    private final ContextStorage storage;

    Wrapper(ContextStorage storage) {
      this.storage = storage;
    }

    @Override
    public Scope attach(Context context) {
      return storage.attach(context);
    }

    @Override
    public Context current() {
      return storage.current();
    }
  }
}
