package audited.samples;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;

/** What the samples' tests call: code of the user's that is no test's. */
final class Work {
  private static final ContextKey<String> NAME = ContextKey.named("name");

  private Work() {}

  static Context context(String name) {
    return Context.root().with(NAME, name);
  }

  /** Makes a context current, and leaves it. */
  @SuppressWarnings("MustBeClosedChecker")
  static Scope open(String name) {
    return context(name).makeCurrent();
  }

  static String current() {
    return String.valueOf(Context.current().get(NAME)); // read here
  }

  /** Reads on the pool's thread. */
  static void readOn(ExecutorService pool) {
    try {
      pool.submit(Work::current).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  /** A thread that reads when the latch is open. */
  static Thread readingThread(CountDownLatch latch) {
    return new Thread(
        () -> {
          await(latch);
          current();
        });
  }

  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
