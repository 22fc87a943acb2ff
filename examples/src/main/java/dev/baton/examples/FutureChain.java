package dev.baton.examples;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A chain of stages behind a future that a driver's own thread completes, knowing no request. */
final class FutureChain implements Boundary {
  static final Row ROW =
      new Row("future stages", "three of a CompletableFuture that a driver completes", 3);

  private final Wiring wiring;
  private final ExecutorService driver;
  private final ExecutorService pool;

  FutureChain(Wiring wiring) {
    this.wiring = wiring;
    this.driver = Executors.newFixedThreadPool(2, wiring.threads("driver-"));
    this.pool = wiring.executor(Executors.newFixedThreadPool(4, wiring.threads("stages-")));
  }

  @Override
  public Row row() {
    return ROW;
  }

  @Override
  public void start(Request request) {
    CompletableFuture<String> result = new CompletableFuture<>();
    CompletableFuture<?> unused =
        wiring
            .future(result)
            .thenApply(value -> stage(request, "read stock"))
            .thenApplyAsync(value -> stage(request, "reckon the tax"), pool)
            .handle((value, failure) -> stage(request, "print the bill"))
            .whenComplete((value, failure) -> request.failIf(failure));
    driver.execute(() -> result.complete("found"));
  }

  private static String stage(Request request, String span) {
    request.callback(ROW, span, () -> {});
    return span;
  }

  @Override
  public void close() {
    driver.shutdownNow();
    pool.shutdownNow();
  }
}
