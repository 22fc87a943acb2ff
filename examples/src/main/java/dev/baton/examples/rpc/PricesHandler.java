package dev.baton.examples.rpc;

import dev.baton.examples.rpc.generated.NoSuchArticle;
import dev.baton.examples.rpc.generated.Prices;
import dev.baton.executors.ContextFutures;
import dev.baton.tracing.TracedOperations;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.apache.thrift.async.AsyncMethodCallback;
import org.jspecify.annotations.Nullable;

/**
 * Looks prices up on the threads of a pool, and answers from there. What it is asked for decides
 * what becomes of the call, for the sake of the tests.
 *
 * @param pool wrapped
 */
record PricesHandler(TracedOperations operations, Executor pool) implements Prices.AsyncIface {
  static final String MISSING = "missing";
  static final String BROKEN = "broken";

  /** Is never answered. */
  static final String FORGOTTEN = "forgotten";

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // a callback that does not fail
  public void find(String article, AsyncMethodCallback<Long> answer) {
    if (!article.equals(FORGOTTEN)) {
      CompletableFuture<Long> price =
          operations.trace("look up", () -> ContextFutures.supplyAsync(() -> price(article), pool));
      price.whenComplete((cents, failure) -> answer(answer, cents, failure));
    }
  }

  private static Long price(String article) {
    return switch (article) {
      case MISSING -> throw new CompletionException(new NoSuchArticle(article));
      case BROKEN -> throw new IllegalStateException("out of order");
      default -> 100L * article.length();
    };
  }

  private static void answer(
      AsyncMethodCallback<Long> answer, Long cents, @Nullable Throwable failure) {
    if (failure == null) {
      answer.onComplete(cents);
    } else {
      answer.onError(
          failure.getCause() instanceof Exception cause ? cause : new CompletionException(failure));
    }
  }

  @Override
  public void viewed(String article, AsyncMethodCallback<Void> answer) {
    answer.onComplete(null);
  }
}
