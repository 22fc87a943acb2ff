package dev.baton.context.programs;

import dev.baton.context.Baton;
import dev.baton.context.BatonInternal;
import dev.baton.context.CarriedThreadLocal;
import dev.baton.context.Propagation;
import dev.baton.context.TaskListener;
import dev.baton.context.storage.ContextThread;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import java.util.concurrent.atomic.AtomicInteger;

/** Prepares all there is in a static initialiser; only then somebody adds a storage wrapper. */
public final class LazyProgram {
  private static final TaskListener LISTENER = new TaskListener() {};
  private static final Propagation CAPTURING =
      Propagation.capturing()
          .with(CarriedThreadLocal.slf4jMdc())
          .with(CarriedThreadLocal.of(new ThreadLocal<>()))
          .with(LISTENER);
  private static final Propagation PERIODIC = BatonInternal.periodic(CAPTURING);
  private static final Propagation ROOT = Propagation.root().with(LISTENER).once();
  private static final Thread THREAD = new ContextThread(null, () -> {}, "unused");

  private LazyProgram() {}

  /** Argument: "install" to call {@link Baton#install()} first of all. */
  public static void main(String[] arguments) {
    if (arguments.length > 0) {
      Baton.install();
    }
    System.out.println(CAPTURING + " " + PERIODIC + " " + ROOT + " " + THREAD.getName());
    AtomicInteger attached = new AtomicInteger();
    ContextStorage.addWrapper(
        storage ->
            new ContextStorage() {
              @Override
              public Scope attach(Context context) {
                attached.incrementAndGet();
                return storage.attach(context);
              }

              @Override
              public Context current() {
                return storage.current();
              }
            });
    CAPTURING.wrap((Runnable) () -> {}).run();
    System.out.println("attached: " + attached);
    if (arguments.length > 0) {
      Baton.install().steps().forEach(System.out::println);
    }
  }
}
