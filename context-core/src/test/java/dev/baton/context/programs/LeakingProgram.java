package dev.baton.context.programs;

import dev.baton.context.Baton;
import dev.baton.context.BatonInternal;
import dev.baton.context.CarriedThreadLocal;
import dev.baton.context.Installation;
import dev.baton.context.Propagation;
import dev.baton.context.storage.Attachment;
import dev.baton.context.testing.Calls;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Leaves behind on somebody's thread all that a program can; the nested ones, one thing each. */
public final class LeakingProgram implements Consumer<Executor> {

  @Override
  public void accept(Executor pool) {
    install();
    runTasks(pool);
  }

  /** The context of its last scope stays current. */
  public static final class LeavingAScopeOpen implements Consumer<Executor> {
    @Override
    public void accept(Executor pool) {
      install();
      pool.execute(() -> open(named("A")));
      pool.execute(() -> open(named("B")));
    }
  }

  /** The thread is told, but never looks. */
  public static final class ClosingElsewhere implements Consumer<Executor> {
    @Override
    public void accept(Executor pool) {
      install();
      pool.execute(LeakingProgram::closeElsewhere);
    }
  }

  /** As a coroutine that was abandoned. */
  public static final class NeverRestoring implements Consumer<Executor> {
    @Override
    public void accept(Executor pool) {
      install();
      pool.execute(() -> BatonInternal.attach(Propagation.fixed(named("A")).capture()));
      pool.execute(() -> BatonInternal.attach(Propagation.fixed(named("B")).capture()));
    }
  }

  /** Fails if what it attaches is not current until it is restored. */
  public static final class Restoring implements Consumer<Executor> {
    @Override
    public void accept(Executor pool) {
      install();
      Calls.run(pool, Restoring::attachAndRestore);
    }

    private static void attachAndRestore() {
      Context context = named("A");
      Attachment attachment = BatonInternal.attach(Propagation.fixed(context).capture());
      check(Context.current() == context);
      check(attachment.restore(context, "code"));
      check(Context.current() == Context.root());
    }

    private static void check(boolean right) {
      if (!right) {
        throw new IllegalStateException(Context.current().toString());
      }
    }
  }

  /** With OpenTelemetry's own storage, which must get back what it had. */
  public static final class WithoutInstall implements Consumer<Executor> {
    @Override
    public void accept(Executor pool) {
      runTasks(pool);
    }
  }

  private static void install() {
    Installation installation = Baton.install();
    Context.current();
    if (installation.steps().get(0).state() != Installation.State.INSTALLED) {
      throw new IllegalStateException(installation.toString());
    }
  }

  private static void runTasks(Executor pool) {
    ThreadLocal<Object> local = ThreadLocal.withInitial(Object::new);
    Propagation propagation = Propagation.fixed(named("A")).with(CarriedThreadLocal.of(local));
    pool.execute(propagation.wrap((Runnable) () -> {}));
    pool.execute(propagation.wrap(LeakingProgram::nest));
    pool.execute(propagation.wrap(LeakingProgram::closeElsewhere));
    pool.execute(propagation.wrap((Runnable) () -> open(named("B"))));
    pool.execute(Propagation.root().wrap((Runnable) () -> {}));
  }

  private static void nest() {
    try (Scope scope = named("B").makeCurrent()) {
      Propagation.capturing().wrap((Runnable) () -> {}).run();
    }
  }

  private static void closeElsewhere() {
    try (ExecutorService elsewhere = Executors.newSingleThreadExecutor()) {
      Scope outer = open(named("outer"));
      Scope inner = open(named("inner"));
      outer.close();
      elsewhere.execute(inner::close);
    }
  }

  private static Context named(String name) {
    return Context.root().with(ContextKey.named("name"), name);
  }

  @SuppressWarnings("MustBeClosedChecker")
  private static Scope open(Context context) {
    return context.makeCurrent();
  }
}
