package dev.baton.context.testing;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static dev.baton.context.testing.TestContexts.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.context.CarriedThreadLocal;
import dev.baton.context.Propagation;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What holds for every wrapper that hands tasks to some executor. A test of one says how a task
 * goes through the wrapper:
 *
 * <pre>
 *   final class SubmitTest extends PropagationContract {
 *     &#64;Override
 *     protected Executor wrap(ExecutorService delegate, Propagation propagation) {
 *       return ContextExecutors.wrap(delegate, propagation)::submit;
 *     }
 *   }
 * </pre>
 *
 * <p>{@link FutureContract} adds what holds where a submission can be cancelled.
 */
public abstract class PropagationContract extends CallerRunsContract {
  private static final Context A = named("A");
  private static final Context B = named("B");
  private static final Context DIRTY = named("dirty");

  private ExecutorService worker;

  /** An executor with a single thread, which stays the same whatever a task throws. */
  protected ExecutorService newWorker() {
    return ThreadKind.PLATFORM.newWorker();
  }

  @BeforeEach
  final void openWorker() {
    worker = newWorker();
  }

  @AfterEach
  final void workerEndsUnderRoot() {
    String left = onWorker();
    worker.close();
    assertThat(left).isNull();
  }

  /** The executor that {@link #newWorker} made for this test. */
  protected final ExecutorService worker() {
    return worker;
  }

  private Executor capturing() {
    return wrap(worker, Propagation.capturing());
  }

  /** The name of what is current on the worker now, after all that was submitted before. */
  private String onWorker() {
    return Calls.call(worker, TestContexts::currentName);
  }

  private void whileWorkerIsDirty(Runnable body) {
    Scope scope = Calls.call(worker, () -> open(DIRTY));
    try {
      body.run();
    } finally {
      Calls.run(worker, scope::close);
    }
  }

  @Test
  final void taskRunsUnderItsSubmittersContext() {
    try (Scope scope = A.makeCurrent()) {
      Context seen = Calls.call(capturing(), Context::current);
      assertThat(seen).isSameAs(A);
      assertThat(Context.current()).isSameAs(A);
    }
    assertThat(onWorker()).isNull();
  }

  @Test
  final void contextIsCapturedWhenTheTaskIsSubmitted() {
    CountDownLatch busy = new CountDownLatch(1);
    worker.execute(() -> Calls.await(busy));
    CompletableFuture<String> seen = new CompletableFuture<>();
    Executor executor = capturing();
    Thread submitter =
        Thread.ofPlatform()
            .start(
                () -> {
                  try (Scope scope = A.makeCurrent()) {
                    executor.execute(() -> seen.complete(currentName()));
                  }
                });
    Calls.until(() -> hasSubmittedOrWaits(submitter));
    busy.countDown();
    assertThat(Calls.get(seen)).isEqualTo("A");
  }

  private static boolean hasSubmittedOrWaits(Thread submitter) {
    return switch (submitter.getState()) {
      case WAITING, TIMED_WAITING, TERMINATED -> true;
      default -> false;
    };
  }

  @Test
  final void taskSubmittedUnderRootRunsUnderRootOnADirtyThread() {
    whileWorkerIsDirty(
        () -> {
          assertThat(Calls.<String>call(capturing(), TestContexts::currentName)).isNull();
          assertThat(onWorker()).isEqualTo("dirty");
        });
  }

  @Test
  final void threadGetsBackWhatItHad() {
    whileWorkerIsDirty(
        () -> {
          try (Scope scope = A.makeCurrent()) {
            assertThat(Calls.<String>call(capturing(), TestContexts::currentName)).isEqualTo("A");
          }
          assertThat(onWorker()).isEqualTo("dirty");
        });
  }

  @Test
  final void threadGetsBackWhatItHadWhenTheTaskThrows() {
    whileWorkerIsDirty(
        () -> {
          CompletableFuture<String> seen = new CompletableFuture<>();
          try (Scope scope = A.makeCurrent()) {
            executeAndThrow(capturing(), () -> seen.complete(currentName()));
          }
          assertThat(Calls.get(seen)).isEqualTo("A");
          assertThat(onWorker()).isEqualTo("dirty");
        });
  }

  @Test
  final void fixedContextTakesThePlaceOfTheSubmitters() {
    Executor executor = wrap(worker, Propagation.fixed(B));
    try (Scope scope = A.makeCurrent()) {
      assertThat(Calls.<String>call(executor, TestContexts::currentName)).isEqualTo("B");
    }
  }

  @Test
  final void scopesOpenedInATaskNest() {
    List<String> seen = new CopyOnWriteArrayList<>();
    try (Scope scope = A.makeCurrent()) {
      Calls.run(
          capturing(),
          () -> {
            try (Scope inner = B.makeCurrent()) {
              seen.add(currentName());
              onCaller(Propagation.fixed(DIRTY)).execute(() -> seen.add(currentName()));
              seen.add(currentName());
            }
            seen.add(currentName());
          });
    }
    assertThat(seen).containsExactly("B", "dirty", "B", "A");
  }

  @Test
  final void taskThatIsWrappedAlreadyKeepsItsFirstContext() {
    CompletableFuture<String> seen = new CompletableFuture<>();
    Runnable task = () -> seen.complete(currentName());
    try (Scope scope = B.makeCurrent()) {
      capturing().execute(Propagation.fixed(A).wrap(task));
    }
    assertThat(Calls.get(seen)).isEqualTo("A");
  }

  @Test
  final void oneWrappedTaskRunsTwiceAtOnce() {
    CyclicBarrier both = new CyclicBarrier(2);
    List<String> seen = new CopyOnWriteArrayList<>();
    Calls.Action meet =
        () -> {
          both.await();
          seen.add(currentName());
          both.await();
        };
    Runnable task = Propagation.fixed(A).wrap(() -> Calls.run(Runnable::run, meet));
    Thread other = Thread.ofPlatform().start(() -> capturing().execute(task));
    ThreadKind.PLATFORM.run(task::run);
    Calls.until(() -> !other.isAlive());
    assertThat(seen).containsExactly("A", "A");
  }

  @Test
  final void oneWrappedTaskRunsWithinItself() {
    CompletableFuture<List<String>> seen = new CompletableFuture<>();
    List<String> names = new CopyOnWriteArrayList<>();
    AtomicReference<Runnable> self = new AtomicReference<>();
    Runnable body =
        () -> {
          names.add(currentName());
          if (names.size() == 1) {
            try (Scope scope = B.makeCurrent()) {
              self.get().run();
              names.add(currentName());
            }
            names.add(currentName());
            seen.complete(names);
          }
        };
    self.set(Propagation.fixed(A).wrap(body));
    capturing().execute(self.get());
    assertThat(Calls.get(seen)).containsExactly("A", "A", "B", "A");
  }

  @Test
  final void threadLocalOfAnAccessorIsCarriedAndRestored() {
    ThreadLocal<String> local = new ThreadLocal<>();
    Executor executor = wrap(worker, Propagation.capturing().with(CarriedThreadLocal.of(local)));
    Calls.run(worker, () -> local.set("the worker's"));
    local.set("the submitter's");
    assertThat(Calls.<String>call(executor, local::get)).isEqualTo("the submitter's");
    local.remove();
    assertThat(Calls.<String>call(executor, local::get)).isNull();
    assertThat(Calls.<String>call(worker, local::get)).isEqualTo("the worker's");
  }

  @Test
  final void listenerHearsWhatBecomesOfATask() {
    RecordingListener listener = new RecordingListener();
    Executor executor = wrap(worker, Propagation.capturing().with(listener));
    try (Scope scope = A.makeCurrent()) {
      Calls.run(executor, () -> {});
    }
    onWorker();
    assertThat(listener.names()).containsExactly("submitted", "started", "ended");
    assertThat(listener.events()).extracting(RecordingListener.Event::context).containsOnly(A);
  }

  @Test
  final void nullTaskIsRefusedOnTheSubmittersThread() {
    Executor executor = capturing();
    try (Scope scope = A.makeCurrent()) {
      assertThatNullPointerException().isThrownBy(() -> executor.execute(null));
      assertThat(Context.current()).isSameAs(A);
    }
  }

  @Test
  final void rejectionReachesTheSubmitterAndTheListener() {
    RecordingListener listener = new RecordingListener();
    ExecutorService closed = newWorker();
    closed.shutdown();
    Executor executor = wrap(closed, Propagation.capturing().with(listener));
    try (Scope scope = A.makeCurrent()) {
      assertThatThrownBy(() -> executor.execute(() -> {}))
          .isInstanceOf(RejectedExecutionException.class);
      assertThat(Context.current()).isSameAs(A);
    }
    assertThat(listener.names()).containsExactly("submitted", "rejected");
  }

  @Test
  @Tag("hostile")
  final void scopeThatATaskLeavesOpenIsTakenOffItsThread() {
    RecordingListener listener = new RecordingListener();
    Executor executor = wrap(worker, Propagation.fixed(A).with(listener));
    Calls.run(executor, CallerRunsContract::leak);
    assertThat(onWorker()).isNull();
    whileWorkerIsDirty(
        () -> {
          Calls.run(executor, CallerRunsContract::leak);
          assertThat(onWorker()).isEqualTo("dirty");
        });
    assertThat(listener.names())
        .containsExactly(
            "submitted", "started", "ended", "leaked", "submitted", "started", "ended", "leaked");
  }
}
