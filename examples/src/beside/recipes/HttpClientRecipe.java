package beside.recipes;

import dev.baton.executors.ContextExecutors;
import dev.baton.executors.ContextHttpClients;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;

/** The JDK's HTTP client. */
public final class HttpClientRecipe {
  private HttpClientRecipe() {}

  // @start region="wrap"
  static CompletableFuture<HttpResponse<String>> load(HttpClient client, URI uri) {
    return ContextHttpClients.wrap(client) // once for the program, as a rule
        .sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  // @end

  public static void main(String[] args) throws Exception {
    Trial trial = new Trial();
    try (WebServer server = new WebServer(trial, "tea");
        ExecutorService pool = trial.pool()) {
      URI uri = server.uri("/");
      try (HttpClient raw = HttpClient.newBuilder().executor(pool).build();
          HttpClient wrapped =
              HttpClient.newBuilder().executor(ContextExecutors.wrap(pool)).build()) {
        all(trial, "plain client", raw, uri);
        all(trial, "client with a wrapped executor", wrapped, uri);
        all(trial, "wrapped client", ContextHttpClients.wrap(raw), uri);
        trial.attempt("recipe", callback -> load(raw, uri).thenApply(callback::pass));
        trial.attempt(
            "recipe, error",
            callback -> load(raw, server.uri("/hang-up")).exceptionally(it -> callback.pass(null)));
      }
    }
    trial.end();
  }

  private static void all(Trial trial, String name, HttpClient client, URI uri) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(uri).build();
    trial.attempt(
        name + ", body handler",
        callback ->
            client.sendAsync(request, info -> BodySubscribers.replacing(callback.pass("tea"))));
    trial.attempt(
        name + ", stage",
        callback -> client.sendAsync(request, BodyHandlers.ofString()).thenApply(callback::pass));
  }
}
