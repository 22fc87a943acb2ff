package dev.baton.context.programs;

import dev.baton.context.Baton;
import dev.baton.context.CarriedThreadLocal;
import dev.baton.context.Installation;
import dev.baton.context.Propagation;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Leaves behind on somebody's thread all that a program can. */
public final class LeakingProgram implements Consumer<Executor> {
  private static final Installation INSTALLATION = Baton.install();
  private static final Context A = Context.root().with(ContextKey.named("name"), "A");

  @Override
  public void accept(Executor pool) {
    ThreadLocal<Object> local = ThreadLocal.withInitial(Object::new);
    Propagation propagation = Propagation.fixed(A).with(CarriedThreadLocal.of(local));
    pool.execute(propagation.wrap((Runnable) () -> {}));
    pool.execute(propagation.wrap(LeakingProgram::nest));
    pool.execute(propagation.wrap(LeakingProgram::closeElsewhere));
    pool.execute(propagation.wrap((Runnable) () -> open(A)));
    pool.execute(Propagation.root().wrap((Runnable) () -> {}));
    if (INSTALLATION.steps().get(0).state() != Installation.State.INSTALLED) {
      throw new IllegalStateException(INSTALLATION.toString());
    }
  }

  private static void nest() {
    try (Scope scope = A.makeCurrent()) {
      Propagation.capturing().wrap((Runnable) () -> {}).run();
    }
  }

  private static void closeElsewhere() {
    try (ExecutorService elsewhere = Executors.newSingleThreadExecutor()) {
      Scope outer = open(A);
      Scope inner = open(A);
      outer.close();
      elsewhere.execute(inner::close);
    }
  }

  @SuppressWarnings("MustBeClosedChecker")
  private static Scope open(Context context) {
    return context.makeCurrent();
  }
}
