package dev.baton.examples;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;

/**
 * A task that hands two more to its own pool and waits for them, as often as not by running one.
 */
final class ForkJoin implements Boundary {
  static final Row ROW =
      new Row("fork-join pool", "a task that fans out into two more and waits for them", 3);

  private final ExecutorService pool;

  ForkJoin(Wiring wiring) {
    this.pool =
        wiring.executor(
            new ForkJoinPool(
                8, wiring.forkJoinThreads("fork-join-"), null, /* asyncMode= */ false));
  }

  @Override
  public Row row() {
    return ROW;
  }

  @Override
  public void start(Request request) {
    Callback plan = request.callback(ROW, "plan delivery");
    pool.execute(() -> plan.run(() -> fanOut(request)));
  }

  private void fanOut(Request request) throws Exception {
    Callback road = request.callback(ROW, "try road");
    Callback rail = request.callback(ROW, "try rail");
    List<Callable<Object>> routes =
        List.of(
            Executors.callable(() -> road.run(Request.WAIT)),
            Executors.callable(() -> rail.run(Request.WAIT)));
    for (Future<Object> route : pool.invokeAll(routes)) {
      route.get();
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
