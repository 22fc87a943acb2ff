package beside.recipes;

import dev.baton.context.Propagation;
import dev.baton.executors.ContextFutures;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/** Vert.x's futures, without its own storage for OpenTelemetry's context. */
public final class VertxRecipe {
  private VertxRecipe() {}

  // @start region="vertx"
  static <T> CompletableFuture<T> stages(Future<T> future) {
    return ContextFutures.wrap(future.toCompletionStage());
  }

  static <T> Future<T> onComplete(Future<T> future, Consumer<AsyncResult<T>> handler) {
    return future.onComplete(Propagation.capturing().wrapConsumer(handler)::accept);
  }

  // @end

  public static void main(String[] args) throws Exception {
    Trial trial = new Trial();
    VertxOptions options = new VertxOptions().setEventLoopPoolSize(1);
    options.setBlockedThreadCheckInterval(Integer.MAX_VALUE); // warns where a machine is just busy
    Vertx vertx = Vertx.vertx(options);
    Context loop = vertx.getOrCreateContext();
    try (ExecutorService pool = trial.pool();
        AutoCloseable occupied = trial.occupy(task -> loop.runOnContext(go -> task.run()))) {
      trial.attempt("plain task", it -> loop.runOnContext(go -> it.run()));
      trial.attempt("plain future", it -> price(trial, loop).map(it::pass));
      trial.attempt(
          "future of a wrapped stage",
          it ->
              Future.fromCompletionStage(ContextFutures.supplyAsync(() -> wait(trial), pool), loop)
                  .map(it::pass));
      trial.attempt("recipe, stage", it -> stages(price(trial, loop)).thenApply(it::pass));
      trial.attempt("recipe, handler", it -> onComplete(price(trial, loop), price -> it.run()));
      trial.attempt(
          "recipe, stage, error",
          it -> stages(failing(trial, loop)).exceptionally(failure -> it.pass("none")));
      trial.attempt(
          "recipe, handler, error",
          it -> onComplete(failing(trial, loop), price -> it.pass(price.cause())));
    }
    vertx.close().toCompletionStage().toCompletableFuture().get();
    trial.end();
  }

  private static Future<String> price(Trial trial, Context loop) {
    Promise<String> promise = Promise.promise();
    loop.runOnContext(
        go -> {
          trial.awaitRegistration();
          promise.complete("price");
        });
    return promise.future();
  }

  private static String wait(Trial trial) {
    trial.awaitRegistration();
    return "price";
  }

  private static Future<String> failing(Trial trial, Context loop) {
    return price(trial, loop).map(price -> String.valueOf(Integer.parseInt(price)));
  }
}
