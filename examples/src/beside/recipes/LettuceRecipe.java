package beside.recipes;

import dev.baton.executors.ContextFutures;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Lettuce, and a server that speaks a little of Redis' protocol. */
public final class LettuceRecipe {
  private LettuceRecipe() {}

  // @start region="lettuce"
  static CompletableFuture<String> get(RedisAsyncCommands<String, String> redis, String key) {
    return ContextFutures.wrap(redis.get(key));
  }

  // @end

  public static void main(String[] args) throws Exception {
    Trial trial = new Trial();
    ClientResources resources =
        ClientResources.builder().threadFactoryProvider(pool -> trial::thread).build();
    try (RedisServer server = new RedisServer(trial)) {
      RedisURI uri = RedisURI.create("127.0.0.1", server.port());
      RedisClient client = RedisClient.create(resources, uri);
      client.setOptions(options().build());
      try (StatefulRedisConnection<String, String> connection = client.connect()) {
        RedisAsyncCommands<String, String> redis = connection.async();
        trial.attempt("plain future", it -> redis.get("key").thenApply(it::pass));
        trial.attempt("recipe", it -> get(redis, "key").thenApply(it::pass));
        trial.attempt(
            "recipe, error", it -> get(redis, "missing").exceptionally(none -> it.pass("none")));
      }
      client.setOptions(options().publishOnScheduler(true).build());
      try (StatefulRedisConnection<String, String> connection = client.connect()) {
        trial.attempt(
            "publishOnScheduler, reactive",
            it -> connection.reactive().get("key").doOnNext(it::pass).subscribe());
      }
      client.shutdown(0, 10, TimeUnit.SECONDS);
    }
    resources.shutdown(0, 10, TimeUnit.SECONDS).get();
    trial.end();
  }

  private static ClientOptions.Builder options() {
    return ClientOptions.builder().protocolVersion(ProtocolVersion.RESP2);
  }
}
