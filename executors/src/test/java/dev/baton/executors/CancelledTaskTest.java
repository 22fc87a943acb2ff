package dev.baton.executors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.util.concurrent.MoreExecutors;
import dev.baton.context.CarriedThreadLocal;
import dev.baton.context.Propagation;
import dev.baton.context.testing.Calls;
import dev.baton.executors.guava.ContextListeningExecutors;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A task that is told as cancelled does not run, and one that runs is not told as cancelled. */
final class CancelledTaskTest {
  private final Ledger ledger = new Ledger();
  private final Gate gate = new Gate();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final AtomicBoolean ran = new AtomicBoolean();

  /** The executor has begun a task, and the task itself waits for the gate. */
  private final class Threshold implements CarriedThreadLocal<String> {
    @Override
    public String get() {
      if (begun.getCount() > 0 && Thread.currentThread() != test) {
        begun.countDown();
        gate.pass();
      }
      return null;
    }

    @Override
    public void set(String value) {}

    @Override
    public void clear() {}
  }

  private final Thread test = Thread.currentThread();
  private final Propagation propagation =
      Propagation.capturing().with(ledger).with(new Threshold());

  @AfterEach
  void open() {
    gate.open();
  }

  private void assertCancelledAndNotRun() {
    ledger.assertBalanced(1);
    assertThat(ledger.count("cancelled")).isEqualTo(1);
    assertThat(ran).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void futureThatIsCancelledWhileItsTaskIsAboutToStart(WorkerKind kind) {
    try (ExecutorService executor = ContextExecutors.wrap(kind.newWorker(), propagation)) {
      Future<?> future = executor.submit(() -> ran.set(true));
      Calls.await(begun);
      assertThat(future.cancel(false)).isTrue();
      gate.open();
    }
    assertCancelledAndNotRun();
  }

  @ParameterizedTest
  @EnumSource(names = {"SCHEDULE_RUNNABLE", "SCHEDULE_CALLABLE", "SCHEDULE_AT_FIXED_RATE"})
  void scheduledFutureThatIsCancelledWhileItsTaskIsAboutToStart(SubmitMethod method) {
    try (ScheduledExecutorService executor =
        ContextExecutors.wrap(Executors.newScheduledThreadPool(1), propagation)) {
      Future<?> future = method.submit(executor, () -> ran.set(true));
      Calls.await(begun);
      assertThat(future.cancel(false)).isTrue();
      gate.open();
    }
    assertCancelledAndNotRun();
  }

  @Test
  void virtualThreadWhoseFutureIsCancelledWhileItIsAboutToStart() {
    try (ExecutorService executor = ContextExecutors.newVirtualThreadPerTaskExecutor(propagation)) {
      Future<?> future = executor.submit(() -> ran.set(true));
      Calls.await(begun);
      assertThat(future.cancel(false)).isTrue();
      gate.open();
    }
    assertCancelledAndNotRun();
  }

  @Test
  void guavasFutureThatIsCancelledWhileItsTaskIsAboutToStart() {
    try (ExecutorService executor =
        ContextListeningExecutors.wrap(
            MoreExecutors.listeningDecorator(Executors.newFixedThreadPool(1)), propagation)) {
      Future<?> future = executor.submit(() -> ran.set(true));
      Calls.await(begun);
      assertThat(future.cancel(false)).isTrue();
      gate.open();
    }
    assertCancelledAndNotRun();
  }

  @Test
  void forkJoinTaskThatIsCancelledWhileItIsAboutToStart() {
    try (ForkJoinPool pool = WorkerKind.newForkJoinPool(1, ContextThreads.forkJoinFactory())) {
      var task = ContextForkJoinTasks.wrap(ForkJoinTask.adapt(() -> ran.set(true)), propagation);
      pool.execute(task);
      Calls.await(begun);
      assertThat(task.cancel(false)).isTrue();
      gate.open();
    }
    assertCancelledAndNotRun();
  }

  @ParameterizedTest
  @EnumSource(names = {"FIXED_POOL", "FORK_JOIN", "SCHEDULED", "THIRD_PARTY"})
  void invokeAllThatIsInterruptedWhileATaskIsAboutToStart(WorkerKind kind) throws Exception {
    Callable<Boolean> task = () -> ran.getAndSet(true);
    try (ExecutorService executor = ContextExecutors.wrap(kind.newWorker(), propagation)) {
      Thread interrupter =
          Thread.ofPlatform()
              .start(
                  () -> {
                    Calls.await(begun);
                    test.interrupt();
                  });
      assertThatThrownBy(() -> executor.invokeAll(List.of(task), 1, TimeUnit.DAYS))
          .isInstanceOf(InterruptedException.class);
      interrupter.join();
      gate.open();
    }
    assertCancelledAndNotRun();
  }

  @Test
  void invokeAnyThatIsOverWhileALoserIsAboutToStartOnAVirtualThread() throws Exception {
    Callable<Boolean> task = () -> ran.getAndSet(true);
    try (ExecutorService executor = ContextExecutors.newVirtualThreadPerTaskExecutor(propagation)) {
      try {
        executor.invokeAny(List.of(task), 1, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        // the loser is held up
      }
      gate.open();
    }
    assertCancelledAndNotRun();
  }

  /** A worker has taken the task out of the queue, and the pool's own hook holds it up. */
  @ParameterizedTest
  @EnumSource(names = {"EXECUTE", "SUBMIT_RUNNABLE", "SUBMIT_CALLABLE", "SUBMIT_WITH_RESULT"})
  void taskThatAWorkerHasTakenIsNotCancelledByShutdownNow(SubmitMethod method) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>()) {
          @Override
          protected void beforeExecute(Thread thread, Runnable task) {
            begun.countDown();
            gate.pass();
          }
        };
    try (ExecutorService executor =
        ContextExecutors.wrap(pool, Propagation.capturing().with(ledger))) {
      method.submit(executor, () -> ran.set(true));
      Calls.await(begun);
      assertThat(executor.shutdownNow()).isEmpty();
      assertThat(ledger.count("cancelled")).isZero();
      gate.open();
    }
    assertThat(ran).isTrue();
    assertThat(ledger.accounts()).singleElement().hasToString("[started, ended]");
  }

  @ParameterizedTest
  @EnumSource(names = {"EXECUTE", "SUBMIT_RUNNABLE", "SUBMIT_CALLABLE"})
  void taskOfTheCommonPoolIsNotCancelledByShutdownNow(SubmitMethod method) {
    ExecutorService executor =
        ContextExecutors.wrap((ExecutorService) ForkJoinPool.commonPool(), propagation);
    method.submit(executor, () -> ran.set(true));
    Calls.await(begun);
    assertThat(executor.shutdownNow()).isEmpty();
    executor.close();
    gate.open();
    Calls.until(() -> ledger.count("ended") == 1);
    assertThat(ran).isTrue();
    assertThat(ledger.accounts()).singleElement().hasToString("[started, ended]");
  }

  /** A CompletableFuture does not stop what completes it; so were a thread's futures in JDK 21. */
  @Test
  void taskIsNotCancelledByAFutureThatDoesNotStopIt() {
    ExecutorService worker = gate.keepBusy(Executors.newFixedThreadPool(1));
    Future<?> future;
    try (ExecutorService executor =
        ContextExecutors.wrap(
            new OfCompletableFutures(worker), Propagation.capturing().with(ledger))) {
      future = executor.submit(() -> ran.set(true));
      assertThat(future.cancel(false)).isTrue();
      assertThat(ledger.count("cancelled")).isZero();
      gate.open();
    }
    assertThat(future.isCancelled()).isTrue();
    assertThat(ran).isTrue();
    assertThat(ledger.accounts()).singleElement().hasToString("[started, ended]");
  }

  private static final class OfCompletableFutures extends AbstractExecutorService {
    private final ExecutorService worker;

    OfCompletableFutures(ExecutorService worker) {
      this.worker = worker;
    }

    @Override
    public Future<?> submit(Runnable task) {
      CompletableFuture<Void> future = new CompletableFuture<>();
      worker.execute(
          () -> {
            task.run();
            future.complete(null);
          });
      return future;
    }

    @Override
    public void execute(Runnable command) {
      worker.execute(command);
    }

    @Override
    public void shutdown() {
      worker.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
      return worker.shutdownNow();
    }

    @Override
    public boolean isShutdown() {
      return worker.isShutdown();
    }

    @Override
    public boolean isTerminated() {
      return worker.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
      return worker.awaitTermination(timeout, unit);
    }
  }
}
