package dev.baton.context.testing;

import java.lang.ref.Reference;

/** Has the garbage collector run until something is gone. */
public final class Garbage {
  private Garbage() {}

  /** Returns when the reference is cleared; fails if that does not happen. */
  public static void awaitCollected(Reference<?> reference) {
    Calls.until(
        () -> {
          System.gc();
          return reference.refersTo(null);
        });
  }
}
