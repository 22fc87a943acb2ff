package dev.baton.rx;

import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.Propagation;
import dev.baton.context.TaskListener;
import dev.baton.context.testing.Calls;
import dev.baton.context.testing.Garbage;
import dev.baton.context.testing.RecordingListener;
import dev.baton.executors.ContextExecutors;
import io.opentelemetry.context.Scope;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.reactivex.rxjava3.schedulers.TestScheduler;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a listener hears of the tasks of a wrapped scheduler: each end once, and none is lost. */
@ExtendWith(CleanRx.class)
@Tag("slot")
final class SchedulerListenerTest {
  private final RecordingListener listener = new RecordingListener();
  private final Propagation propagation = Propagation.capturing().with(listener);
  private final TestScheduler time = new TestScheduler();
  private final Scheduler scheduler = ContextSchedulers.wrap(time, propagation);

  @Test
  void taskThatRunsIsSubmittedStartedAndEnded() {
    Runnable task = () -> {};
    try (Scope scope = named("A").makeCurrent()) {
      scheduler.scheduleDirect(task);
      time.triggerActions();
      scheduler.createWorker().schedule(task);
      time.triggerActions();
    }
    assertThat(listener.names())
        .containsExactly("submitted", "started", "ended", "submitted", "started", "ended");
    assertThat(listener.events()).allMatch(event -> event.task() == task);
  }

  @Test
  void failureIsTold() {
    RuntimeException failure = new ArithmeticException("on purpose");
    List<Throwable> reported = new CopyOnWriteArrayList<>();
    RxJavaPlugins.setErrorHandler(reported::add);
    ContextSchedulers.wrap(Schedulers.single(), propagation)
        .scheduleDirect(
            () -> {
              throw failure;
            });
    Calls.until(() -> !reported.isEmpty());
    RxJavaPlugins.setErrorHandler(null);
    assertThat(listener.names()).containsExactly("submitted", "started", "ended");
    assertThat(listener.events().get(2).detail()).isSameAs(failure);
  }

  @Test
  void disposedTaskIsCancelledOnce() {
    Disposable direct = scheduler.scheduleDirect(() -> {}, 1, TimeUnit.SECONDS);
    Disposable ofWorker = scheduler.createWorker().schedule(() -> {}, 1, TimeUnit.SECONDS);
    for (Disposable task : List.of(direct, ofWorker)) {
      task.dispose();
      task.dispose();
    }
    time.advanceTimeBy(2, TimeUnit.SECONDS);
    assertThat(listener.names())
        .containsExactly("submitted", "submitted", "cancelled", "cancelled");
  }

  @Test
  void disposedWorkerCancelsWhatHasNotStarted() {
    Scheduler.Worker worker = scheduler.createWorker();
    worker.schedule(() -> {});
    time.triggerActions();
    worker.schedule(() -> {}, 1, TimeUnit.SECONDS);
    worker.dispose();
    worker.dispose();
    time.advanceTimeBy(2, TimeUnit.SECONDS);
    assertThat(listener.names())
        .containsExactly("submitted", "started", "ended", "submitted", "cancelled");
  }

  @Test
  void disposedWorkerRejects() {
    Scheduler.Worker worker = scheduler.createWorker();
    worker.dispose();
    worker.schedule(() -> {});
    worker.schedulePeriodically(() -> {}, 1, 1, TimeUnit.SECONDS);
    assertThat(listener.names()).containsExactly("submitted", "rejected", "submitted", "rejected");
  }

  @Test
  void closedExecutorRejects() {
    List<Throwable> reported = new CopyOnWriteArrayList<>();
    RxJavaPlugins.setErrorHandler(reported::add);
    ExecutorService pool = Executors.newFixedThreadPool(1);
    pool.close();
    Scheduler ofPool = ContextSchedulers.wrap(Schedulers.from(pool), propagation);
    assertThat(ofPool.scheduleDirect(() -> {})).isSameAs(Disposable.disposed());
    assertThat(ofPool.createWorker().schedule(() -> {})).isSameAs(Disposable.disposed());
    RxJavaPlugins.setErrorHandler(null);
    assertThat(reported)
        .hasSize(2)
        .allMatch(
            error ->
                error instanceof RejectedExecutionException
                    || error.getCause() instanceof RejectedExecutionException);
    assertThat(listener.names()).containsExactly("submitted", "rejected", "submitted", "rejected");
  }

  @Test
  void taskThatHasStartedIsNotCancelled() {
    Scheduler.Worker worker = scheduler.createWorker();
    Disposable[] task = new Disposable[1];
    task[0] = worker.schedule(() -> task[0].dispose());
    worker.schedule(worker::dispose);
    time.triggerActions();
    assertThat(listener.names())
        .containsExactly("submitted", "submitted", "started", "ended", "started", "ended");
  }

  @Test
  void listenerOfAWrappedExecutorHearsOfEachTaskOnce() {
    CountDownLatch done = new CountDownLatch(2);
    try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
      Scheduler ofPool = ContextSchedulers.from(ContextExecutors.wrap(pool, propagation));
      ofPool.scheduleDirect(done::countDown);
      ofPool.createWorker().schedule(done::countDown);
      Calls.await(done);
    }
    assertThat(listener.names())
        .containsExactlyInAnyOrder(
            "submitted", "started", "ended", "submitted", "started", "ended");
  }

  @Test
  void workerKeepsNothingOfATaskThatIsOver() {
    Propagation heard = Propagation.capturing().with(new TaskListener() {});
    Scheduler.Worker worker = ContextSchedulers.wrap(time, heard).createWorker();
    Reference<?> ran = schedule(worker, task -> time.triggerActions());
    Reference<?> disposed = schedule(worker, Disposable::dispose);
    Garbage.awaitCollected(ran);
    Garbage.awaitCollected(disposed);
    worker.dispose();
  }

  @Test
  void workerKeepsNothingOfATaskThatWasRejected() {
    RxJavaPlugins.setErrorHandler(error -> {});
    ExecutorService pool = Executors.newFixedThreadPool(1);
    pool.close();
    Propagation heard = Propagation.capturing().with(new TaskListener() {});
    Scheduler.Worker worker = ContextSchedulers.wrap(Schedulers.from(pool), heard).createWorker();
    Garbage.awaitCollected(schedule(worker, task -> {}));
    RxJavaPlugins.setErrorHandler(null);
    worker.dispose();
  }

  /** Schedules a task, and tells whether it is still held. */
  private static Reference<?> schedule(Scheduler.Worker worker, Consumer<Disposable> then) {
    Runnable task = new AtomicBoolean()::getPlain; // an object of its own
    then.accept(worker.schedule(task));
    return new WeakReference<>(task);
  }

  @Test
  void listenerOfTheHooksHearsOfATaskThatWasWrappedBefore() {
    try (RxContextHooks hooks = RxContextHooks.install(propagation)) {
      Schedulers.from(Runnable::run).scheduleDirect(Propagation.root().wrap(() -> {}));
    }
    assertThat(listener.names()).containsExactly("submitted", "started", "ended");
  }

  @Test
  void anObserverThatIsATaskAndPrintsItsDisposableCanBePrinted() {
    Disposable unused = Single.just("item").observeOn(scheduler).subscribe(item -> {});
    assertThat(listener.events())
        .singleElement()
        .satisfies(event -> assertThat(event.task().toString()).contains("RxTask["));
    time.triggerActions();
  }
}
