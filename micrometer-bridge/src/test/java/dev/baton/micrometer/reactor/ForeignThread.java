package dev.baton.micrometer.reactor;

import static dev.baton.context.testing.TestContexts.named;

import dev.baton.context.testing.Calls;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** A thread that Reactor does not know, with a context of its own. */
final class ForeignThread implements AutoCloseable {
  private static final Context OWN = named("foreign");

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "foreign"));
  private final Runnable whenDirty;
  private final AtomicLong started = new AtomicLong();

  /**
   * @param whenDirty called if something has left another context on the thread
   */
  ForeignThread(Runnable whenDirty) {
    this.whenDirty = whenDirty;
  }

  void start(Runnable body) {
    started.incrementAndGet();
    thread.execute(() -> runHere(body));
  }

  private void runHere(Runnable body) {
    try (Scope scope = OWN.makeCurrent()) {
      body.run();
      if (Context.current() != OWN) {
        whenDirty.run();
      }
    } catch (RuntimeException | AssertionError e) {
      // what an operator throws at a source is not looked at here
    }
  }

  /** Returns when there is nothing left to do. */
  void settle() {
    long before;
    do {
      before = started.get();
      Calls.run(thread, () -> {});
    } while (started.get() != before);
  }

  @Override
  public void close() {
    thread.shutdown();
    thread.close();
  }
}
