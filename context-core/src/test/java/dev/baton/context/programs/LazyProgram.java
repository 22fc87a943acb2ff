package dev.baton.context.programs;

import dev.baton.context.Baton;
import dev.baton.context.ContextThread;
import dev.baton.context.Propagation;
import dev.baton.context.Slf4jMdc;
import dev.baton.context.TaskListener;
import dev.baton.context.ThreadLocalAccessor;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import java.util.concurrent.atomic.AtomicInteger;

/** Prepares all there is in a static initialiser; only then somebody adds a storage wrapper. */
public final class LazyProgram {
  private static final TaskListener LISTENER = new TaskListener() {};
  private static final Propagation CAPTURING =
      Propagation.capturing()
          .with(Slf4jMdc.accessor())
          .with(ThreadLocalAccessor.of(new ThreadLocal<>()))
          .with(LISTENER);
  private static final Propagation PERIODIC = CAPTURING.periodic();
  private static final Propagation ROOT = Propagation.root().with(LISTENER).captured();
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
