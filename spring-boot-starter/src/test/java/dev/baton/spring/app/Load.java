package dev.baton.spring.app;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

/** Many requests at once, over HTTP. */
public final class Load {
  private static final int AT_ONCE = 50;

  private Load() {}

  /** Sends them, and waits for all. */
  public static void send(String port, int requests, List<String> paths) {
    Semaphore permits = new Semaphore(AT_ONCE);
    try (HttpClient client = HttpClient.newHttpClient()) {
      CompletableFuture<?>[] all =
          IntStream.range(0, requests)
              .mapToObj(
                  i -> {
                    permits.acquireUninterruptibly();
                    String path = paths.get(i % paths.size());
                    return send(client, port, path, i)
                        .whenComplete((done, failed) -> permits.release());
                  })
              .toArray(CompletableFuture<?>[]::new);
      CompletableFuture.allOf(all).join();
    }
  }

  private static CompletableFuture<Void> send(
      HttpClient client, String port, String path, int request) {
    URI uri = URI.create("http://localhost:" + port + path + "?request=r" + request);
    return client
        .sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
        .thenAccept(
            response -> {
              if (response.statusCode() != 200) {
                throw new AssertionError(uri + ": " + response.statusCode() + response.body());
              }
            });
  }
}
