package dev.baton.races;

import dev.baton.context.Baton;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * One race between two threads, on Baton's storage, without the hooks. The two wait for each other
 * before they start, and may do so again. Each leaves its thread clean: there it runs the next
 * race, too.
 */
abstract class Race {
  private static final VarHandle ARRIVALS;

  static {
    Baton.install().close(); // the storage stays
    try {
      ARRIVALS = MethodHandles.lookup().findVarHandle(Race.class, "arrivals", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final ContextKey<String> NAME = ContextKey.named("name");
  static final Context A = Context.root().with(NAME, "A");
  static final Context B = Context.root().with(NAME, "B");
  static final Context C = Context.root().with(NAME, "C");

  /** Less than jcstress has. */
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

  private volatile int arrivals;

  /** The name of the context that is current. */
  static String current() {
    Context context = Context.current();
    if (context == Context.root()) {
      return "root";
    }
    String name = context.get(NAME);
    return name == null ? "another" : name;
  }

  /** Waits for the other thread; then each goes on after a moment of its own. */
  final void start() {
    meet(1);
    for (int i = ThreadLocalRandom.current().nextInt(32); i > 0; i--) {
      Thread.onSpinWait();
    }
  }

  /**
   * Waits for the other thread; not for ever, since that may have failed.
   *
   * @param time how often this has been called: {@link #start} is the first time
   */
  @SuppressWarnings("ThreadPriorityCheck") // it may have no processor
  final void meet(int time) {
    ARRIVALS.getAndAdd(this, 1);
    long since = 0;
    for (int i = 0; arrivals < 2 * time; i++) {
      if (i < 1000) {
        Thread.onSpinWait();
      } else if (i == 1000) {
        since = System.nanoTime();
      } else if (System.nanoTime() - since > PATIENCE) {
        throw new IllegalStateException("the other thread does not come");
      } else {
        Thread.yield();
      }
    }
  }
}
