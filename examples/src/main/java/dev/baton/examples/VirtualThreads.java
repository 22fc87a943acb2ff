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
    Callback find = request.callback(ROW, "find vouchers");
    executor.execute(() -> find.run(Request.WAIT));
    Callback write = request.callback(ROW, "write audit log");
    wiring.startVirtualThread(() -> write.run(Request.WAIT));
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
