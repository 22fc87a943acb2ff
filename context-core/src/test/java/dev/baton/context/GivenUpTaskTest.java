package dev.baton.context;

import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.testing.RecordingListener;
import io.opentelemetry.context.Context;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** A task that whoever submitted it has given up, and that a pool runs all the same. */
class GivenUpTaskTest {
  private static final Context A = named("A");

  private final RecordingListener listener = new RecordingListener();
  private final ThreadLocal<String> local = new ThreadLocal<>();

  private static void fail() {
    throw new AssertionError("runs");
  }

  @Test
  void doesNotRunWhereItWasRefused() {
    Runnable wrapped = Propagation.fixed(A).with(listener).wrap(GivenUpTaskTest::fail);
    Objects.requireNonNull(BatonInternal.pending(wrapped))
        .refused(new RejectedExecutionException("full"));
    wrapped.run();
    assertThat(listener.names()).containsExactly("submitted", "rejected");
  }

  @Test
  void leavesTheThreadItsValues() {
    local.set("submitter");
    Runnable wrapped =
        Propagation.capturing()
            .with(CarriedThreadLocal.of(local))
            .with(listener)
            .wrap(GivenUpTaskTest::fail);
    BatonInternal.cancelled(wrapped);
    local.set("runner");
    wrapped.run();
    assertThat(listener.names()).containsExactly("submitted", "cancelled");
    assertThat(local.get()).isEqualTo("runner");
  }
}
