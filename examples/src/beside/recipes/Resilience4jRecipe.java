package beside.recipes;

import dev.baton.context.Propagation;
import dev.baton.executors.ContextExecutors;
import dev.baton.executors.ContextFutures;
import io.github.resilience4j.bulkhead.ThreadPoolBulkhead;
import io.github.resilience4j.bulkhead.ThreadPoolBulkheadConfig;
import io.github.resilience4j.core.ContextAwareScheduledThreadPoolExecutor;
import io.github.resilience4j.core.ContextPropagator;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Resilience4j's Retry, ThreadPoolBulkhead and TimeLimiter. */
public final class Resilience4jRecipe {
  private final Trial trial = new Trial();
  private final Retry retry =
      Retry.of(
          "shop", RetryConfig.custom().maxAttempts(2).waitDuration(Duration.ofMillis(1)).build());

  private Resilience4jRecipe() {}

  // @start region="retry"
  static <T> CompletableFuture<T> retrying(
      Retry retry, ScheduledExecutorService scheduler, Supplier<CompletionStage<T>> call) {
    return ContextFutures.wrap(
        retry.executeCompletionStage(scheduler, Propagation.capturing().wrapSupplier(call)));
  }

  // @end

  // @start region="bulkhead"
  static <T> CompletableFuture<T> limited(ThreadPoolBulkhead bulkhead, Supplier<T> call) {
    return ContextFutures.wrap(
        bulkhead.executeSupplier(Propagation.capturing().wrapSupplier(call)));
  }

  // @end

  public static void main(String[] args) throws Exception {
    Resilience4jRecipe recipe = new Resilience4jRecipe();
    try (ScheduledExecutorService scheduler =
            Executors.newSingleThreadScheduledExecutor(recipe.trial::thread);
        ExecutorService pool = recipe.trial.pool()) {
      recipe.retry(scheduler, pool);
      recipe.timeLimiter(scheduler);
    }
    recipe.bulkhead();
    recipe.trial.end();
  }

  private void retry(ScheduledExecutorService scheduler, ExecutorService pool) throws Exception {
    trial.attempt(
        "retry, plain scheduler",
        it -> retry.executeCompletionStage(scheduler, failingFirst(pool, it)));
    ScheduledExecutorService wrapped = ContextExecutors.wrap(scheduler);
    trial.attempt(
        "retry, wrapped scheduler",
        it -> retry.executeCompletionStage(wrapped, failingFirst(pool, it)));
    ScheduledExecutorService aware =
        ContextAwareScheduledThreadPoolExecutor.newScheduledThreadPool()
            .corePoolSize(1)
            .contextPropagators(new Propagator())
            .build();
    trial.attempt(
        "retry, scheduler with a ContextPropagator",
        it -> retry.executeCompletionStage(aware, failingFirst(pool, it)));
    aware.shutdownNow();
    trial.attempt("retry, recipe", it -> retrying(retry, scheduler, failingFirst(pool, it)));
    trial.attempt(
        "retry, recipe, stage",
        it ->
            retrying(retry, scheduler, failingFirst(pool, new Trial.Callback()))
                .thenApply(it::pass));
    trial.attempt(
        "retry, recipe, error",
        it ->
            retrying(retry, scheduler, () -> failing(pool))
                .exceptionally(failure -> it.pass("none")));
  }

  private Supplier<CompletionStage<String>> failingFirst(
      ExecutorService pool, Trial.Callback callback) {
    AtomicInteger calls = new AtomicInteger();
    return () ->
        calls.getAndIncrement() == 0
            ? failing(pool)
            : CompletableFuture.completedStage(callback.pass("price"));
  }

  private CompletionStage<String> failing(ExecutorService pool) {
    return CompletableFuture.supplyAsync(
        () -> {
          trial.awaitRegistration();
          throw new IllegalStateException("as asked");
        },
        pool);
  }

  private void timeLimiter(ScheduledExecutorService scheduler) throws Exception {
    TimeLimiter limiter = TimeLimiter.of(Duration.ofMillis(1));
    Supplier<CompletionStage<String>> slow = CompletableFuture::new;
    trial.attempt(
        "time limiter, wrapped scheduler",
        it -> {
          scheduler.execute(trial::awaitRegistration);
          limiter
              .executeCompletionStage(ContextExecutors.wrap(scheduler), slow)
              .exceptionally(failure -> it.pass("none"));
        });
    trial.attempt(
        "time limiter, wrapped stage",
        it -> {
          scheduler.execute(trial::awaitRegistration);
          ContextFutures.wrap(limiter.executeCompletionStage(scheduler, slow))
              .exceptionally(failure -> it.pass("none"));
        });
  }

  private void bulkhead() throws Exception {
    try (ThreadPoolBulkhead plain = ThreadPoolBulkhead.of("plain", config().build());
        ThreadPoolBulkhead aware =
            ThreadPoolBulkhead.of("aware", config().contextPropagator(new Propagator()).build())) {
      trial.attempt("bulkhead, plain", it -> plain.executeSupplier(() -> it.pass("price")));
      trial.attempt(
          "bulkhead with a ContextPropagator", it -> aware.executeSupplier(() -> it.pass("price")));
      trial.attempt(
          "bulkhead with a ContextPropagator, stage",
          it -> aware.executeSupplier(this::price).thenApply(it::pass));
      trial.attempt("bulkhead, recipe", it -> limited(plain, () -> it.pass("price")));
      trial.attempt(
          "bulkhead, recipe, stage", it -> limited(plain, this::price).thenApply(it::pass));
      trial.attempt(
          "bulkhead, recipe, error",
          it ->
              limited(plain, () -> Integer.parseInt(price())).exceptionally(failure -> it.pass(0)));
    }
  }

  private static ThreadPoolBulkheadConfig.Builder config() {
    return ThreadPoolBulkheadConfig.custom().coreThreadPoolSize(1).maxThreadPoolSize(1);
  }

  private String price() {
    trial.awaitRegistration();
    return "price";
  }

  /** As one would write it. */
  private static final class Propagator implements ContextPropagator<Context> {
    private final ThreadLocal<Scope> scope = new ThreadLocal<>();

    @Override
    public Supplier<Optional<Context>> retrieve() {
      return () -> Optional.of(Context.current());
    }

    @Override
    public Consumer<Optional<Context>> copy() {
      return context -> scope.set(context.orElseThrow().makeCurrent());
    }

    @Override
    public Consumer<Optional<Context>> clear() {
      return context -> scope.get().close();
    }
  }
}
