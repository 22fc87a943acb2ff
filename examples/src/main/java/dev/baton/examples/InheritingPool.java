package dev.baton.examples;

import io.opentelemetry.context.Context;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/**
 * A pool whose thread factory means well: it gives each thread the context of its creator. But a
 * worker is created by the first request that needs one, keeps that context for good, and works for
 * everybody.
 */
final class InheritingPool implements Boundary {
  static final Row ROW =
      new Row("stale threads", "a pool whose thread factory gave each worker a context to keep", 1);

  private final ExecutorService pool;

  InheritingPool(Wiring wiring) {
    ThreadFactory threads = wiring.threads("stale-");
    this.pool =
        wiring.executor(
            Executors.newFixedThreadPool(
                4, worker -> threads.newThread(Context.current().wrap(worker))));
  }

  @Override
  public Row row() {
    return ROW;
  }

  @Override
  public void start(Request request) {
    Callback load = request.callback(ROW, "load customer");
    pool.execute(() -> load.run(Request.WAIT));
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
