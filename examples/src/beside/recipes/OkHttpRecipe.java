package beside.recipes;

import dev.baton.context.Propagation;
import dev.baton.executors.ContextExecutors;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** OkHttp. */
public final class OkHttpRecipe {
  private OkHttpRecipe() {}

  // @start region="callback"
  static void enqueue(Call call, Callback callback) {
    call.enqueue(Propagation.capturing().proxy(Callback.class, callback));
  }

  // @end

  public static void main(String[] args) throws Exception {
    Trial trial = new Trial();
    try (WebServer server = new WebServer(trial, "tea");
        ExecutorService pool = trial.pool()) {
      URI uri = server.uri("/");
      OkHttpClient raw = client(pool);
      trial.attempt("plain callback", it -> call(raw, uri).enqueue(new Answer(it)));
      OkHttpClient wrapped = client(ContextExecutors.wrap(pool));
      trial.attempt(
          "dispatcher with a wrapped executor, idle",
          it -> call(wrapped, uri).enqueue(new Answer(it)));
      trial.attempt(
          "dispatcher with a wrapped executor, busy",
          it -> {
            pool.submit(() -> call(wrapped, uri).enqueue(new Answer(new Trial.Callback()))).get();
            call(wrapped, uri).enqueue(new Answer(it));
          });
      trial.attempt("recipe", it -> enqueue(call(raw, uri), new Answer(it)));
      trial.attempt(
          "recipe, busy",
          it -> {
            pool.submit(() -> call(raw, uri).enqueue(new Answer(new Trial.Callback()))).get();
            enqueue(call(raw, uri), new Answer(it));
          });
      trial.attempt(
          "recipe, error", it -> enqueue(call(raw, server.uri("/hang-up")), new Answer(it)));
      raw.connectionPool().evictAll();
      wrapped.connectionPool().evictAll();
    }
    trial.end();
    System.exit(0); // its task runner stays for a minute
  }

  /** One call at a time; others wait. */
  private static OkHttpClient client(ExecutorService pool) {
    Dispatcher dispatcher = new Dispatcher(pool);
    dispatcher.setMaxRequests(1);
    return new OkHttpClient.Builder()
        .dispatcher(dispatcher)
        .retryOnConnectionFailure(false)
        .build();
  }

  private static Call call(OkHttpClient client, URI uri) {
    return client.newCall(new Request.Builder().url(uri.toString()).build());
  }

  private record Answer(Trial.Callback callback) implements Callback {
    @Override
    public void onResponse(Call call, Response response) throws IOException {
      response.close();
      callback.run();
    }

    @Override
    public void onFailure(Call call, IOException failure) {
      callback.run();
    }
  }
}
