package dev.baton.executors;

import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.testing.TestContexts;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Workers of a fork-join pool that wait in {@code join()} run what is queued in the meantime. */
@Tag("slot")
final class NestedJoinsFutureTest {
  private static final int DEPTH = 200; // of about 600 that fit on a stack
  private static final int WORKERS = 2;

  private static int depth(
      int level,
      Executor executor,
      BiFunction<Supplier<Integer>, Executor, CompletableFuture<Integer>> supplyAsync) {
    Context current = Context.current();
    if (level == DEPTH) {
      return 0;
    }
    return supplyAsync
            .apply(
                () -> {
                  assertThat(Context.current()).isSameAs(current);
                  try (Scope scope = named("level " + level).makeCurrent()) {
                    return depth(level + 1, executor, supplyAsync);
                  }
                },
                executor)
            .join()
        + 1;
  }

  /** How many threads it takes, at most. */
  private static int threads(
      boolean wrapped,
      BiFunction<Supplier<Integer>, Executor, CompletableFuture<Integer>> supplyAsync) {
    AtomicInteger started = new AtomicInteger();
    try (ForkJoinPool pool =
        new ForkJoinPool(
            WORKERS,
            owner -> {
              started.incrementAndGet();
              return ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(owner);
            },
            null,
            false)) {
      Executor executor = wrapped ? ContextExecutors.wrap(pool) : pool;
      int reached = supplyAsync.apply(() -> depth(0, executor, supplyAsync), executor).join();
      assertThat(reached).isEqualTo(DEPTH);
    }
    return started.get();
  }

  @Test
  void nestedJoinsOfOurFuturesNeedNoThreadMoreThanTheJdks() {
    assertThat(threads(false, ContextFutures::supplyAsync)).isLessThanOrEqualTo(WORKERS);
    assertThat(threads(true, ContextFutures::supplyAsync)).isLessThanOrEqualTo(WORKERS);
    assertThat(TestContexts.currentName()).isNull();
  }

  @Test
  void nestedJoinsOfRawFuturesOnAWrappedPoolNeedNoThreadMoreThanOnTheRawOne() {
    assertThat(threads(true, CompletableFuture::supplyAsync)).isLessThanOrEqualTo(WORKERS);
  }
}
