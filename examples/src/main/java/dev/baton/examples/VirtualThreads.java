package dev.baton.examples;

import java.util.concurrent.ExecutorService;

/** A virtual thread for each task: from an executor, and started by hand. */
final class VirtualThreads implements Boundary {
  static final Row ROW =
      new Row("virtual threads", "one task for an executor, one on a thread started by hand", 2);

  private final Wiring wiring;
  private final ExecutorService executor;

  VirtualThreads(Wiring wiring) {
    this.wiring = wiring;
    this.executor = wiring.virtualThreads();
  }

  @Override
  public Row row() {
    return ROW;
  }

  @Override
  public void start(Request request) {
    executor.execute(() -> request.callback(ROW, "find vouchers", Request.WAIT));
    wiring.startVirtualThread(() -> request.callback(ROW, "write audit log", Request.WAIT));
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
