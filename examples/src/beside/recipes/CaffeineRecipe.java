package beside.recipes;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.baton.executors.ContextExecutors;
import dev.baton.executors.ContextFutures;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;

/** Caffeine's asynchronous caches. */
public final class CaffeineRecipe {
  private CaffeineRecipe() {}

  // @start region="cache"
  static AsyncCache<String, String> cache(ExecutorService pool) {
    return Caffeine.newBuilder()
        .maximumSize(10_000)
        .executor(ContextExecutors.wrap(pool)) // the loader runs for whoever asked first
        .buildAsync();
  }

  static CompletableFuture<String> price(
      AsyncCache<String, String> cache, String article, Function<String, String> loader) {
    return ContextFutures.wrap(cache.get(article, loader)); // the stages run for whoever asks
  }

  // @end

  public static void main(String[] args) throws Exception {
    Trial trial = new Trial();
    try (ExecutorService pool = trial.pool()) {
      AsyncCache<String, String> raw = Caffeine.newBuilder().executor(pool).buildAsync();
      AsyncCache<String, String> cache = cache(pool);
      Function<String, String> loader =
          article -> {
            trial.awaitRegistration();
            return "price of " + article;
          };
      trial.attempt("plain cache, loader", it -> raw.get("a", article -> it.pass("price")));
      trial.attempt("wrapped executor, loader", it -> cache.get("a", article -> it.pass("price")));
      trial.attempt(
          "wrapped executor, stage of the second to ask",
          it -> {
            Trial.asAnother(() -> cache.get("b", loader));
            cache.get("b", loader).thenApply(it::pass);
          });
      trial.attempt("recipe, stage", it -> price(cache, "c", loader).thenApply(it::pass));
      trial.attempt(
          "recipe, stage of the second to ask",
          it -> {
            Trial.asAnother(() -> cache.get("d", loader));
            price(cache, "d", loader).thenApply(it::pass);
          });
      trial.attempt(
          "recipe, error",
          it ->
              price(
                      cache,
                      "e",
                      article -> {
                        trial.awaitRegistration();
                        throw new IllegalStateException(article);
                      })
                  .exceptionally(failure -> it.pass("none")));
      AsyncLoadingCache<String, String> loading =
          Caffeine.newBuilder().executor(ContextExecutors.wrap(pool)).buildAsync(loader::apply);
      trial.attempt(
          "recipe, loading cache", it -> ContextFutures.wrap(loading.get("f")).thenApply(it::pass));
    }
    trial.end();
  }
}
