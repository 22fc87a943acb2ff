package dev.baton.examples;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A task that runs after a delay. */
final class ScheduledPool implements Boundary {
  static final Row ROW = new Row("scheduled pool", "a task with a delay of 1 ms", 1);

  private final ScheduledExecutorService pool;

  ScheduledPool(Wiring wiring) {
    this.pool = wiring.scheduler(Executors.newScheduledThreadPool(4, wiring.threads("scheduled-")));
  }

  @Override
  public Row row() {
    return ROW;
  }

  @Override
  public void start(Request request) {
    Callback confirm = request.callback(ROW, "confirm payment");
    ScheduledFuture<?> unused =
        pool.schedule(() -> confirm.run(Request.WAIT), 1, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
