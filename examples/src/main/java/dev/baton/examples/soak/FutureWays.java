package dev.baton.examples.soak;

import static com.google.common.util.concurrent.MoreExecutors.directExecutor;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListeningExecutorService;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.SettableFuture;
import dev.baton.context.Propagation;
import dev.baton.executors.ContextFutures;
import dev.baton.executors.guava.ContextFluentFuture;
import dev.baton.executors.guava.ContextListeningExecutors;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;

/** CompletableFuture's and Guava's, completed by threads that know no context. */
final class FutureWays {
  private FutureWays() {}

  static List<Way> of(Pools pools) {
    Propagation propagation = pools.propagation;
    ExecutorService pool = pools.wrap(pools.plain);
    ListeningExecutorService listening =
        ContextListeningExecutors.wrap(MoreExecutors.listeningDecorator(pools.plain), propagation);
    return List.of(
        Way.of("runAsync", job -> ContextFutures.runAsync(job, pool)),
        Way.of("thenRun", job -> pending(pools).thenRun(job)),
        Way.of("thenRunAsync", job -> pending(pools).thenRunAsync(job, pool)),
        Way.of("allOf", job -> both(pools).thenRun(job)),
        Way.of("thenCompose", job -> pending(pools).thenCompose(x -> pending(pools).thenRun(job))),
        Way.of(
            "orTimeout",
            job ->
                ContextFutures.newFuture(propagation)
                    .orTimeout(1, MILLISECONDS)
                    .whenComplete((result, failure) -> job.run())),
        Way.of("listening submit", job -> listening.submit((Runnable) job)),
        Way.of("transform", job -> settable(pools).transform(x -> job.call(), directExecutor())),
        Way.of(
            "transformAsync",
            job -> settable(pools).transformAsync(x -> Futures.immediateFuture(job.call()), pool)));
  }

  /** A wrapped future that one of the plain threads completes in a moment. */
  private static CompletableFuture<String> pending(Pools pools) {
    CompletableFuture<String> future = new CompletableFuture<>();
    pools.completers.execute(() -> future.complete("done"));
    return ContextFutures.wrap(future, pools.propagation);
  }

  private static CompletableFuture<Void> both(Pools pools) {
    CompletableFuture<Void> both = CompletableFuture.allOf(pending(pools), pending(pools));
    return ContextFutures.wrap(both, pools.propagation);
  }

  private static ContextFluentFuture<String> settable(Pools pools) {
    SettableFuture<String> future = SettableFuture.create();
    pools.completers.execute(() -> future.set("done"));
    return ContextFluentFuture.wrap(future, pools.propagation);
  }
}
