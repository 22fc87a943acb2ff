package dev.baton.context.testing;

import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.Propagation;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.lang.ref.WeakReference;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What holds for every wrapper whose submissions can be cancelled. */
public abstract class FutureContract extends PropagationContract {

  /** Hands the task to {@code delegate} through the wrapper; passes a null on. */
  protected abstract Future<?> submit(
      ExecutorService delegate, Propagation propagation, Runnable task);

  @Override
  protected final Executor wrap(ExecutorService delegate, Propagation propagation) {
    return task -> submit(delegate, propagation, task);
  }

  /** Keeps the worker from running anything until the latch is down. */
  private static CountDownLatch occupy(ExecutorService worker) {
    CountDownLatch busy = new CountDownLatch(1);
    worker.execute(() -> Calls.await(busy));
    return busy;
  }

  @Test
  final void cancelledTaskDoesNotRunAndTheListenerHearsItOnce() {
    RecordingListener listener = new RecordingListener();
    AtomicBoolean ran = new AtomicBoolean();
    CountDownLatch busy = occupy(worker());
    Future<?> future =
        submit(worker(), Propagation.capturing().with(listener), () -> ran.set(true));
    assertThat(future.cancel(true)).isTrue();
    future.cancel(true);
    busy.countDown();
    Calls.run(worker(), () -> {});
    assertThat(ran).isFalse();
    assertThat(listener.names()).containsExactly("submitted", "cancelled");
  }

  /** On an executor whose futures are {@link java.util.concurrent.FutureTask}s. */
  @Test
  final void cancelledTaskLetsGoOfItsContext() {
    try (ExecutorService worker = ThreadKind.PLATFORM.newWorker()) {
      CountDownLatch busy = occupy(worker);
      try {
        Cancelled cancelled = submitAndCancel(worker);
        Garbage.awaitCollected(cancelled.context());
        assertThat(cancelled.future().isCancelled()).isTrue();
      } finally {
        busy.countDown();
      }
    }
  }

  private record Cancelled(Future<?> future, WeakReference<Context> context) {}

  private Cancelled submitAndCancel(ExecutorService worker) {
    Context context = named("of a request");
    try (Scope scope = context.makeCurrent()) {
      Future<?> future = submit(worker, Propagation.capturing(), () -> {});
      future.cancel(false);
      return new Cancelled(future, new WeakReference<>(context));
    }
  }
}
