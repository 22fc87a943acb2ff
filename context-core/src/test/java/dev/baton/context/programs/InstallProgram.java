package dev.baton.context.programs;

import dev.baton.context.Baton;
import dev.baton.context.Installation;
import dev.baton.context.Propagation;
import dev.baton.context.TaskListener;
import dev.baton.context.testing.Calls;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** {@link Baton#install()} in various circumstances; the argument says which. */
public final class InstallProgram {
  private static final ContextKey<String> NAME = ContextKey.named("name");
  private static final ContextKey<String> EXTRA = ContextKey.named("extra");

  private static final Logger LOGGER = Logger.getLogger("dev.baton.context"); // kept, as JUL asks

  private InstallProgram() {}

  /** Argument: the name of one of the methods below. */
  public static void main(String[] arguments) throws InterruptedException {
    switch (arguments[0]) {
      case "first" -> first();
      case "strict" -> {
        System.setProperty("io.opentelemetry.context.enableStrictContext", "true");
        tellsOnce();
      }
      case "leftOut" -> {
        System.setProperty("io.opentelemetry.context.contextStorageProvider", "default");
        first();
      }
      case "once" -> tellsOnce();
      case "tooLate" -> tooLate();
      case "afterAnother" -> afterAnother();
      case "afterACapture" -> afterACapture();
      case "modules" -> modules();
      case "propagation" -> propagation();
      case "race" -> race();
      case "waitingLog" -> waitingLog();
      case "failingLog" -> failingLog();
      case "failingLogTooLate" -> failingLogTooLate();
      case "decorating" -> belowAnother(InstallProgram::decorating);
      case "doubling" -> belowAnother(InstallProgram::doubling);
      case "skipping" -> belowAnother(InstallProgram::skipping);
      case "failingClose" -> failingClose();
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  /** What is reported in the background is, when this returns. */
  private static void awaitReports() throws InterruptedException {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("baton-report")) {
        thread.join();
      }
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

  /** Whatever the storage is. */
  private static void tellsOnce() throws InterruptedException {
    Baton.install();
    runTask();
    runTask();
    awaitReports();
    printSteps("after");
  }

  private static void tooLate() throws InterruptedException {
    System.out.println("current: " + Context.current());
    Baton.install();
    runTask();
    runTask();
    awaitReports();
    printSteps("after");
  }

  private static void afterAnother() throws InterruptedException {
    ContextStorage.addWrapper(Wrapper::new);
    tellsOnce();
  }

  private static void afterACapture() throws InterruptedException {
    runTask();
    Baton.install();
    Baton.install();
    runTask();
    awaitReports();
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

  private record Named(String name) implements TaskListener {
    @Override
    public String toString() {
      return name;
    }
  }

  private static void propagation() {
    Installation installation = Baton.install(Propagation.root().with(new Named("first")));
    System.out.println("installed: " + Propagation.installed());
    Baton.install();
    System.out.println("unchanged: " + Propagation.installed());
    Installation second = Baton.install(Propagation.root().with(new Named("second")));
    System.out.println("same: " + (second == installation));
    System.out.println("changed: " + Propagation.installed());
    printSteps("after");
    installation.close();
    System.out.println("closed: " + Propagation.installed());
  }

  /** One thread installs while another one closes. */
  private static void race() throws InterruptedException {
    CountDownLatch closing = new CountDownLatch(1);
    CountDownLatch mayClose = new CountDownLatch(1);
    Modules.beforeUndoing =
        () -> {
          closing.countDown();
          Calls.await(mayClose);
        };
    Installation first = Baton.install();
    Thread closer = new Thread(first::close);
    closer.start();
    closing.await();
    AtomicReference<Installation> second = new AtomicReference<>();
    Thread installer = new Thread(() -> second.set(Baton.install()));
    installer.start();
    Calls.until(() -> installer.getState() == Thread.State.BLOCKED || !installer.isAlive());
    mayClose.countDown();
    closer.join();
    installer.join();
    first.steps().forEach(step -> System.out.println("first: " + step));
    second.get().steps().forEach(step -> System.out.println("second: " + step));
    System.out.println("same: " + (Baton.install() == second.get()));
  }

  /** A log whose every message needs somebody else who runs a task. */
  private static void waitingLog() throws InterruptedException {
    Handler handler =
        handler(
            () -> {
              Thread other = new Thread(InstallProgram::runTask);
              other.start();
              try {
                other.join(20_000);
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
              System.out.println("log: " + (other.isAlive() ? "hangs" : "goes on"));
            });
    LOGGER.addHandler(handler);
    ContextStorage.addWrapper(Wrapper::new);
    Baton.install();
    runTask();
    awaitReports();
  }

  /** Whatever is logged fails. */
  private static void failingLog() {
    failWhenSomethingIsLogged();
    Baton.install();
    nest(1500);
    Propagation.capturing().wrap(InstallProgram::leak).run();
    System.out.println("after the leak: " + name());
    runTask();
    printSteps("after");
  }

  private static void failingLogTooLate() {
    failWhenSomethingIsLogged();
    runTask();
    Baton.install();
    Propagation.capturing().wrap(InstallProgram::leak).run();
    System.out.println("after the leak: " + name());
    runTask();
    printSteps("after");
  }

  private static void failWhenSomethingIsLogged() {
    LOGGER.addHandler(
        handler(
            () -> {
              System.out.println("failing to log");
              throw new LinkageError("on purpose");
            }));
  }

  private static void nest(int depth) {
    Context context = Context.root().with(NAME, String.valueOf(depth));
    try (Scope scope = context.makeCurrent()) {
      if (depth > 0) {
        nest(depth - 1);
      }
      if (Context.current() != context) {
        throw new AssertionError(depth);
      }
    }
  }

  private static Handler handler(Runnable publish) {
    return new Handler() {
      @Override
      public void publish(LogRecord record) {
        publish.run();
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
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

  private static void failingClose() {
    Baton.install();
    ContextStorage.addWrapper(InstallProgram::neverClosing);
    try {
      runTask();
    } catch (IllegalStateException e) {
      System.out.println("after the failure: " + e.getMessage() + ", " + name());
    }
  }

  private static ContextStorage neverClosing(ContextStorage storage) {
    return new Wrapper(storage) {
      @Override
      @SuppressWarnings("MustBeClosedChecker") // on purpose
      public Scope attach(Context context) {
        super.attach(context);
        return () -> {
          throw new IllegalStateException("on purpose");
        };
      }
    };
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
