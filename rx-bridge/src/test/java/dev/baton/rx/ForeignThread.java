package dev.baton.rx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.testing.Calls;
import dev.baton.context.testing.TestContexts;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/** A thread that no scheduler knows, with a context of its own or none. */
final class ForeignThread implements AutoCloseable {
  private final Context own;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "foreign"));

  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  private ForeignThread(Context own) {
    this.own = own;
  }

  static ForeignThread withoutContext() {
    return new ForeignThread(Context.root());
  }

  static ForeignThread withAnother() {
    return new ForeignThread(TestContexts.named("foreign"));
  }

  /** Has it run this and waits; what it had must be current again afterwards. */
  void run(Calls.Action body) {
    Calls.run(thread, () -> runHere(body));
  }

  /** As {@link #run}, without waiting; a failure shows when this is closed. */
  void start(Runnable body) {
    thread.execute(
        () -> {
          try {
            runHere(body::run);
          } catch (Throwable t) {
            failure.compareAndSet(null, t);
          }
        });
  }

  private void runHere(Calls.Action body) {
    try {
      if (own == Context.root()) { // with no scope at all
        body.run();
      } else {
        try (Scope scope = own.makeCurrent()) {
          body.run();
          assertThat(Context.current()).isSameAs(own);
        }
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    assertThat(Context.current()).isSameAs(Context.root());
  }

  @Override
  public void close() {
    if (!thread.isShutdown()) {
      Calls.run(thread, () -> assertThat(Context.current()).isSameAs(Context.root()));
      thread.close();
      assertThat(failure.get()).isNull();
    }
  }
}
