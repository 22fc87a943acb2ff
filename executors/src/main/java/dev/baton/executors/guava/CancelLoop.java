package dev.baton.executors.guava;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Cancels futures that are each other's results one after the other. Guava does that itself with
 * futures of its own; one of ours it only tells to cancel what it wraps, and that the next one,
 * each of which takes some of the stack.
 */
final class CancelLoop {
  private static final String GUAVAS = "com.google.common.util.concurrent.";
  private static final StackWalker CALLERS =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
  static final ThreadLocal<@Nullable CancelLoop> CURRENT = new ThreadLocal<>();

  private final Deque<Waiting> waiting = new ArrayDeque<>();

  private record Waiting(Future<?> future, boolean mayInterrupt) {}

  private CancelLoop() {}

  /** As {@link Future#cancel}, for one of our futures. */
  static boolean cancel(Future<?> future, boolean mayInterrupt) {
    CancelLoop outer = CURRENT.get();
    if (outer != null && isCalledByLoop()) {
      outer.waiting.add(new Waiting(future, mayInterrupt));
      return !future.isDone(); // Guava does not ask
    }
    CancelLoop loop = new CancelLoop();
    CURRENT.set(loop);
    try {
      return loop.run(future, mayInterrupt);
    } finally {
      if (outer == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(outer);
      }
    }
  }

  private boolean run(Future<?> first, boolean mayInterrupt) {
    boolean cancelled = first.cancel(mayInterrupt);
    for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
      next.future.cancel(next.mayInterrupt);
    }
    return cancelled;
  }

  /** A listener of the user's that cancels something expects it to be cancelled at once. */
  private static boolean isCalledByLoop() {
    return CALLERS.walk(
        frames ->
            frames
                .dropWhile(frame -> frame.getDeclaringClass() == CancelLoop.class)
                .dropWhile(frame -> frame.getDeclaringClass() == ContextFluentFuture.class)
                .dropWhile(frame -> frame.getClassName().startsWith(GUAVAS))
                .findFirst()
                .map(frame -> frame.getDeclaringClass() == CancelLoop.class)
                .orElse(false));
  }
}
