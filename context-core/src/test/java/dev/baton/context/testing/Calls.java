package dev.baton.context.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;

/** Has code run elsewhere, waits for it, and brings back what became of it. */
public final class Calls {
  private static final long PATIENCE_SECONDS = 30;

  private Calls() {}

  /** A {@link Runnable} that may throw. */
  @FunctionalInterface
  public interface Action {
    void run() throws Exception;
  }

  /** What {@code body} returns when {@code executor} runs it; throws what it throws. */
  public static <T> T call(Executor executor, Callable<T> body) {
    CompletableFuture<T> result = new CompletableFuture<>();
    executor.execute(
        () -> {
          try {
            result.complete(body.call());
          } catch (Throwable t) {
            result.completeExceptionally(t);
          }
        });
    return get(result);
  }

  /** Returns when {@code executor} has run {@code body}; throws what it throws. */
  public static void run(Executor executor, Action body) {
    call(
        executor,
        () -> {
          body.run();
          return null;
        });
  }

  /** The future's value; throws what it failed with. */
  public static <T> T get(CompletableFuture<T> future) {
    try {
      return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw Calls.<RuntimeException>sneaky(e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("still not done", e);
    }
  }

  /** Waits for the latch. */
  public static void await(CountDownLatch latch) {
    try {
      if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("still waiting");
      }
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  /** Returns when the condition holds; asks on the calling thread. */
  public static void until(Callable<Boolean> condition) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(PATIENCE_SECONDS))
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(condition);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <X extends Throwable> X sneaky(Throwable t) throws X {
    throw (X) t;
  }
}
