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
    Callback read = request.callback(ROW, "read stock");
    Callback reckon = request.callback(ROW, "reckon the tax");
    Callback print = request.callback(ROW, "print the bill");
    CompletableFuture<?> unused =
        wiring
            .future(result)
            .thenApply(value -> stage(value, read))
            .thenApplyAsync(value -> stage(value, reckon), pool)
            .handle((value, failure) -> stage(value, print))
            .whenComplete((value, failure) -> request.failIf(failure));
    driver.execute(() -> result.complete("found"));
  }

  private static String stage(String value, Callback callback) {
    callback.run();
    return value;
  }

  @Override
  public void close() {
    driver.shutdownNow();
    pool.shutdownNow();
  }
}
