package dev.baton.context.programs;

import static dev.baton.context.testing.TestContexts.named;

import dev.baton.context.Propagation;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;

/**
 * Runs tasks on a storage that gives a new object at each reading, as the OpenTelemetry agent's.
 */
public final class FreshObjectsProgram {
  private static int attached;

  private FreshObjectsProgram() {}

  private record Fresh(ContextStorage delegate) implements ContextStorage {
    @Override
    public Scope attach(Context context) {
      attached++;
      return delegate.attach(context instanceof Read read ? read.context : context);
    }

    @Override
    public Context current() {
      Context context = delegate.current();
      return context == null ? null : new Read(context);
    }
  }

  /** Equal to nothing but itself. */
  private static final class Read implements Context {
    private final Context context;

    Read(Context context) {
      this.context = context;
    }

    @Override
    public <V> V get(ContextKey<V> key) {
      return context.get(key);
    }

    @Override
    public <V> Context with(ContextKey<V> key, V value) {
      return context.with(key, value);
    }
  }

  /**
   * Runs it.
   *
   * @param args none
   */
  public static void main(String[] args) {
    ContextStorage.addWrapper(Fresh::new);
    for (int i = 0; i < 20; i++) {
      try (Scope request = named("request " + i).makeCurrent()) {
        Propagation.capturing()
            .wrap(() -> System.out.println(Context.current() instanceof Read ? "read" : "else"))
            .run();
      }
    }
    System.out.println("attached: " + attached);
  }
}
