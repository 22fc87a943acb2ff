package dev.baton.examples;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.SettableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Guava's futures: a transformation and a callback, behind one that a driver's thread sets. */
final class GuavaChain implements Boundary {
  static final Row ROW =
      new Row("Guava future", "transform and callback behind a future that a driver sets", 2);

  private final Wiring wiring;
  private final ExecutorService driver;

  GuavaChain(Wiring wiring) {
    this.wiring = wiring;
    this.driver = Executors.newFixedThreadPool(2, wiring.threads("guava-driver-"));
  }

  @Override
  public Row row() {
    return ROW;
  }

  @Override
  public void start(Request request) {
    Executor direct = MoreExecutors.directExecutor();
    SettableFuture<String> result = SettableFuture.create();
    Callback count = request.callback(ROW, "count stars");
    Callback show = request.callback(ROW, "show reviews");
    ListenableFuture<String> stars =
        Futures.transform(
            wiring.listenable(result),
            value -> {
              count.run();
              return value;
            },
            direct);
    Futures.addCallback(
        wiring.listenable(stars),
        new FutureCallback<>() {
          @Override
          public void onSuccess(String value) {
            show.run();
          }

          @Override
          public void onFailure(Throwable failure) {
            request.failIf(failure);
          }
        },
        direct);
    driver.execute(() -> result.set("found"));
  }

  @Override
  public void close() {
    driver.shutdownNow();
  }
}
