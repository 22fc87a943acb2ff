package dev.baton.executors;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.Uninterruptibles;
import dev.baton.context.testing.Calls;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;

/** Keeps threads busy until it is opened. */
final class Gate {
  private static final long PATIENCE_SECONDS = 30;

  private final CountDownLatch opened = new CountDownLatch(1);

  /** Waits until the gate is open; interrupts do not end it. */
  void pass() {
    assertThat(Uninterruptibles.awaitUninterruptibly(opened, PATIENCE_SECONDS, SECONDS)).isTrue();
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
    opened.countDown();
  }
}
