package dev.baton.context.programs;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static dev.baton.context.testing.TestContexts.open;

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
      return context == null || context == Context.root() ? null : new Read(context);
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
   * @param args "leak" for tasks that leave a scope open
   */
  public static void main(String[] args) {
    ContextStorage.addWrapper(Fresh::new);
    if (args.length > 0) {
      leaks();
      return;
    }
    for (int i = 0; i < 20; i++) {
      try (Scope request = named("request " + i).makeCurrent()) {
        Propagation.capturing()
            .wrap(() -> System.out.println(Context.current() instanceof Read ? "read" : "else"))
            .run();
      }
    }
    System.out.println("attached: " + attached);
  }

  private static void leaks() {
    System.out.println("every close goes back: " + everyCloseGoesBack());
    Propagation.root().wrap(FreshObjectsProgram::leak).run();
    System.out.println("after root: " + currentName());
    Propagation.fixed(named("A")).wrap(FreshObjectsProgram::leak).run();
    System.out.println("after A: " + currentName());
    try (Scope request = named("B").makeCurrent()) {
      Propagation.root().wrap(() -> System.out.println("in B: " + currentName())).run();
      System.out.println("after B: " + currentName());
    }
  }

  private static void leak() {
    open(named("leaked"));
  }

  /** Older storages of OpenTelemetry's do so: a scope that was left open may go unnoticed. */
  private static boolean everyCloseGoesBack() {
    try (Scope scope = named("A").makeCurrent()) {
      leak();
    }
    boolean wentBack = currentName() == null;
    open(Context.root());
    return wentBack;
  }
}
