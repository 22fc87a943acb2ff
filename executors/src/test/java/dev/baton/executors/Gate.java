package dev.baton.executors;

import dev.baton.context.testing.Calls;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;

/** Keeps threads busy until it is opened. */
final class Gate {
  private final CompletableFuture<Void> opened = new CompletableFuture<>();

  /** Waits until the gate is open; interrupts do not end it. */
  void pass() {
    opened.join();
  }

  /** Has a thread of the executor wait; returns when it does. */
  <E extends Executor> E keepBusy(E executor) {
    CountDownLatch started = new CountDownLatch(1);
    executor.execute(
        () -> {
          started.countDown();
          pass();
        });
    Calls.await(started);
    return executor;
  }

  void open() {
    opened.complete(null);
  }
}
