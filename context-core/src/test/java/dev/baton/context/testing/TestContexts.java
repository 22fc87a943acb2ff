package dev.baton.context.testing;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;

/** Contexts that can be told apart, also by a person. */
public final class TestContexts {
  /** What {@link #named} sets. */
  public static final ContextKey<String> NAME = ContextKey.named("name");

  private TestContexts() {}

  /** A new context, unlike any other. */
  public static Context named(String name) {
    return Context.root().with(NAME, name);
  }

  /** Makes the context current. For scopes that are closed in other ways than usual, or never. */
  @SuppressWarnings("MustBeClosedChecker")
  public static Scope open(Context context) {
    return context.makeCurrent();
  }

  /** The name of the current context; null under root. */
  public static String currentName() {
    return Context.current().get(NAME);
  }
}
