package dev.baton.fuzz;

import dev.baton.context.testing.TestContexts;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;

/** What a thread has, or is to have. */
record State(Context context, Span span, String first, String second) {
  /** Stands for a value that is not carried: whatever the thread has. */
  static final String ANY = "any";

  static final State NONE = new State(Context.root(), Span.getInvalid(), null, null);

  static State here() {
    return new State(Context.current(), Span.current(), Locals.FIRST.get(), Locals.SECOND.get());
  }

  boolean allows(State seen) {
    return context == seen.context
        && span == seen.span
        && allows(first, seen.first)
        && allows(second, seen.second);
  }

  private static boolean allows(String expected, String seen) {
    return expected == null ? seen == null : expected.equals(ANY) || expected.equals(seen);
  }

  @Override
  public String toString() {
    return "(" + context.get(TestContexts.NAME) + ", " + span + ", " + first + ", " + second + ")";
  }
}
