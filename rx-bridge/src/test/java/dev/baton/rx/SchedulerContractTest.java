package dev.baton.rx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.baton.context.testing.Calls;
import dev.baton.rx.SchedulerKind.Bench;
import dev.baton.rx.SchedulerKind.Form;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.exceptions.UndeliverableException;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import io.reactivex.rxjava3.schedulers.TestScheduler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What RxJava's documentation of Scheduler and Worker promises, of its schedulers as of ours. */
@ExtendWith(CleanRx.class)
@Tag("slot")
final class SchedulerContractTest {
  private static final TimeUnit MILLIS = TimeUnit.MILLISECONDS;

  static Stream<Arguments> all() {
    return Arrays.stream(SchedulerKind.values())
        .flatMap(kind -> Arrays.stream(Form.values()).map(form -> Arguments.of(kind, form)));
  }

  static Stream<Arguments> asynchronous() {
    return all().filter(arguments -> !((SchedulerKind) arguments.get()[0]).isOnCaller());
  }

  static Stream<Arguments> onThreads() {
    return asynchronous().filter(arguments -> arguments.get()[0] != SchedulerKind.TEST);
  }

  static Stream<Arguments> withLifecycle() {
    return all().filter(arguments -> ((SchedulerKind) arguments.get()[0]).hasLifecycle());
  }

  @ParameterizedTest
  @MethodSource("all")
  void workerRunsItsTasksInTheirOrderWithoutOverlap(SchedulerKind kind, Form form) {
    try (Bench bench = kind.open()) {
      Scheduler.Worker worker = form.of(bench.raw()).createWorker();
      AtomicInteger running = new AtomicInteger();
      List<Integer> order = new CopyOnWriteArrayList<>();
      CountDownLatch done = new CountDownLatch(20);
      for (int i = 0; i < 20; i++) {
        int number = i;
        worker.schedule(
            () -> {
              order.add(running.incrementAndGet() == 1 ? number : -1);
              running.decrementAndGet();
              done.countDown();
            });
      }
      bench.await(done);
      assertThat(order).isSorted().hasSize(20).doesNotContain(-1);
      worker.dispose();
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void taskMayScheduleTheNextOneOnItsWorker(SchedulerKind kind, Form form) {
    try (Bench bench = kind.open()) {
      Scheduler.Worker worker = form.of(bench.raw()).createWorker();
      List<String> order = new CopyOnWriteArrayList<>();
      CountDownLatch done = new CountDownLatch(1);
      worker.schedule(
          () -> {
            worker.schedule(
                () -> {
                  order.add("inner");
                  done.countDown();
                });
            order.add("outer");
          });
      bench.await(done);
      assertThat(order).containsExactly("outer", "inner");
      worker.dispose();
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void delayedTasksRunNotBeforeTheirTime(SchedulerKind kind, Form form) {
    try (Bench bench = kind.open()) {
      Scheduler scheduler = form.of(bench.raw());
      Scheduler.Worker worker = scheduler.createWorker();
      long before = System.nanoTime();
      long virtual = scheduler.now(MILLIS);
      List<Long> elapsed = new CopyOnWriteArrayList<>();
      CountDownLatch done = new CountDownLatch(2);
      Runnable task =
          () -> {
            elapsed.add(
                kind == SchedulerKind.TEST
                    ? scheduler.now(MILLIS) - virtual
                    : (System.nanoTime() - before) / 1_000_000);
            done.countDown();
          };
      worker.schedule(task, 20, MILLIS);
      scheduler.scheduleDirect(task, 20, MILLIS);
      bench.await(done);
      assertThat(elapsed).allMatch(time -> time >= 19);
      worker.dispose();
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void periodicTaskOfAWorkerRunsUntilTheWorkerIsDisposed(SchedulerKind kind, Form form) {
    try (Bench bench = kind.open()) {
      Scheduler.Worker worker = form.of(bench.raw()).createWorker();
      AtomicInteger runs = new AtomicInteger();
      CountDownLatch third = new CountDownLatch(1);
      worker.schedulePeriodically(
          () -> {
            if (runs.incrementAndGet() == 3) {
              worker.dispose();
              third.countDown();
            }
          },
          1,
          1,
          MILLIS);
      bench.await(third);
      assertThat(worker.isDisposed()).isTrue();
      assertNothingFollows(bench, () -> assertThat(runs).hasValue(3));
    }
  }

  @ParameterizedTest
  @MethodSource("asynchronous")
  void periodicTaskRunsUntilItIsDisposed(SchedulerKind kind, Form form) {
    try (Bench bench = kind.open()) {
      AtomicInteger runs = new AtomicInteger();
      Disposable periodic =
          form.of(bench.raw()).schedulePeriodicallyDirect(runs::incrementAndGet, 1, 1, MILLIS);
      bench.until(() -> runs.get() >= 3);
      assertThat(periodic.isDisposed()).isFalse();
      periodic.dispose();
      assertThat(periodic.isDisposed()).isTrue();
      assertNothingFollows(
          bench,
          () -> {
            int now = runs.get();
            assertNothingFollows(bench, () -> assertThat(runs).hasValue(now));
          });
    }
  }

  @ParameterizedTest
  @MethodSource("asynchronous")
  void disposedTaskDoesNotRun(SchedulerKind kind, Form form) {
    try (Bench bench = kind.open()) {
      Scheduler scheduler = form.of(bench.raw());
      Scheduler.Worker worker = scheduler.createWorker();
      AtomicBoolean ran = new AtomicBoolean();
      List<Disposable> tasks =
          List.of(
              scheduler.scheduleDirect(() -> ran.set(true), 1, TimeUnit.HOURS),
              scheduler.schedulePeriodicallyDirect(() -> ran.set(true), 1, 1, TimeUnit.HOURS),
              worker.schedule(() -> ran.set(true), 1, TimeUnit.HOURS),
              worker.schedulePeriodically(() -> ran.set(true), 1, 1, TimeUnit.HOURS));
      for (Disposable task : tasks) {
        assertThat(task.isDisposed()).isFalse();
        task.dispose();
        task.dispose();
      }
      if (kind != SchedulerKind.NEW_THREAD) { // whose periodic task is its worker, and says it late
        assertThat(tasks).allMatch(Disposable::isDisposed);
      }
      assertThat(worker.isDisposed()).isFalse();
      worker.dispose();
      assertThat(ran).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void finishedTaskIsDisposedWhereTheRawOneIs(SchedulerKind kind, Form form) {
    List<Boolean> raw = new ArrayList<>();
    withFinishedTasks(kind, Form.RAW, (bench, tasks) -> raw.addAll(disposed(tasks)));
    withFinishedTasks(
        kind,
        form,
        (bench, tasks) ->
            bench.until( // a task ends a little earlier than it is tidied up after
                () -> {
                  List<Boolean> disposed = disposed(tasks);
                  for (int i = 0; i < raw.size(); i++) {
                    if (raw.get(i) && !disposed.get(i)) {
                      return false;
                    }
                  }
                  return true;
                }));
  }

  private static List<Boolean> disposed(List<Disposable> tasks) {
    return tasks.stream().map(Disposable::isDisposed).toList();
  }

  private static void withFinishedTasks(
      SchedulerKind kind, Form form, BiConsumer<Bench, List<Disposable>> look) {
    try (Bench bench = kind.open()) {
      Scheduler scheduler = form.of(bench.raw());
      Scheduler.Worker worker = scheduler.createWorker();
      CountDownLatch ran = new CountDownLatch(4);
      List<Disposable> tasks = new ArrayList<>();
      tasks.add(scheduler.scheduleDirect(ran::countDown));
      tasks.add(scheduler.scheduleDirect(ran::countDown, 1, MILLIS));
      tasks.add(worker.schedule(ran::countDown));
      tasks.add(worker.schedule(ran::countDown, 1, MILLIS));
      bench.await(ran);
      look.accept(bench, tasks);
      worker.dispose();
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void disposedWorkerRefusesTasks(SchedulerKind kind, Form form) {
    try (Bench bench = kind.open()) {
      Scheduler.Worker worker = form.of(bench.raw()).createWorker();
      assertThat(worker.isDisposed()).isFalse();
      worker.dispose();
      assertThat(worker.isDisposed()).isTrue();
      AtomicBoolean ran = new AtomicBoolean();
      assertThat(worker.schedule(() -> ran.set(true))).isSameAs(Disposable.disposed());
      assertThat(worker.schedule(() -> ran.set(true), 1, MILLIS)).isSameAs(Disposable.disposed());
      assertThat(worker.schedulePeriodically(() -> ran.set(true), 1, 1, MILLIS))
          .isSameAs(Disposable.disposed());
      assertNothingFollows(bench, () -> assertThat(ran).isFalse());
    }
  }

  @ParameterizedTest
  @MethodSource("asynchronous")
  void disposedWorkerCancelsItsTasksAndNoneOfAnothers(SchedulerKind kind, Form form) {
    try (Bench bench = kind.open()) {
      while (!disposesInTime(bench, form.of(bench.raw()))) {
        // a machine that is slow just then proves nothing
      }
    }
  }

  private static boolean disposesInTime(Bench bench, Scheduler scheduler) {
    Scheduler.Worker one = scheduler.createWorker();
    Scheduler.Worker other = scheduler.createWorker();
    AtomicBoolean ran = new AtomicBoolean();
    CountDownLatch others = new CountDownLatch(1);
    long start = System.nanoTime();
    one.schedule(() -> ran.set(true), 50, MILLIS);
    one.dispose();
    boolean inTime = System.nanoTime() - start < MILLIS.toNanos(50);
    other.schedule(others::countDown, 60, MILLIS);
    bench.await(others);
    assertThat(inTime && ran.get()).isFalse();
    other.dispose();
    return inTime;
  }

  @ParameterizedTest
  @MethodSource("onThreads")
  void runningTaskIsInterruptedAsTheRawOneIs(SchedulerKind kind, Form form) {
    BiFunction<Scheduler, Runnable, Disposable> direct = Scheduler::scheduleDirect;
    BiFunction<Scheduler, Runnable, Disposable> worker =
        (scheduler, task) -> {
          Scheduler.Worker its = scheduler.createWorker();
          its.schedule(task);
          return its;
        };
    assertThat(interrupts(kind, form, direct)).isEqualTo(interrupts(kind, Form.RAW, direct));
    assertThat(interrupts(kind, form, worker)).isEqualTo(interrupts(kind, Form.RAW, worker));
  }

  private static boolean interrupts(
      SchedulerKind kind, Form form, BiFunction<Scheduler, Runnable, Disposable> schedule) {
    try (Bench bench = kind.open()) {
      CountDownLatch started = new CountDownLatch(1);
      CountDownLatch disposed = new CountDownLatch(1);
      CountDownLatch ended = new CountDownLatch(1);
      AtomicBoolean interrupted = new AtomicBoolean();
      Disposable running =
          schedule.apply(
              form.of(bench.raw()),
              () -> {
                started.countDown();
                while (disposed.getCount() != 0) { // interrupts do not end it
                  Thread.onSpinWait();
                }
                interrupted.set(Thread.currentThread().isInterrupted());
                ended.countDown();
              });
      Calls.await(started);
      running.dispose();
      disposed.countDown();
      Calls.await(ended);
      return interrupted.get();
    }
  }

  @ParameterizedTest
  @MethodSource("onThreads")
  void taskThatDisposesItselfIsNotInterrupted(SchedulerKind kind, Form form) {
    try (Bench bench = kind.open()) {
      AtomicBoolean interrupted = new AtomicBoolean(true);
      CountDownLatch known = new CountDownLatch(1);
      CountDownLatch done = new CountDownLatch(1);
      Disposable[] itself = new Disposable[1];
      itself[0] =
          form.of(bench.raw())
              .scheduleDirect(
                  () -> {
                    Calls.await(known);
                    itself[0].dispose();
                    interrupted.set(Thread.currentThread().isInterrupted());
                    done.countDown();
                  });
      known.countDown();
      bench.await(done);
      assertThat(interrupted).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void nowIsTheTimeOfTheWrapped(SchedulerKind kind, Form form) {
    try (Bench bench = kind.open()) {
      Scheduler scheduler = form.of(bench.raw());
      Scheduler.Worker worker = scheduler.createWorker();
      for (TimeUnit unit : TimeUnit.values()) {
        long before = bench.raw().now(unit);
        assertThat(scheduler.now(unit)).isBetween(before, bench.raw().now(unit));
        assertThat(worker.now(unit)).isBetween(before, bench.raw().now(unit));
      }
      worker.dispose();
    }
  }

  @ParameterizedTest
  @MethodSource("withLifecycle")
  void shutdownRefusesTasksAndStartTakesThemAgain(SchedulerKind kind, Form form) {
    try (Bench bench = kind.open()) {
      RxJavaPlugins.setErrorHandler(error -> {}); // hears of the rejections
      Scheduler scheduler = form.of(bench.raw());
      CountDownLatch first = new CountDownLatch(1);
      scheduler.scheduleDirect(first::countDown);
      Calls.await(first);
      scheduler.shutdown();
      scheduler.shutdown();
      AtomicBoolean ran = new AtomicBoolean();
      scheduler.scheduleDirect(() -> ran.set(true));
      scheduler.createWorker().schedule(() -> ran.set(true));
      scheduler.start();
      scheduler.start();
      CountDownLatch second = new CountDownLatch(1);
      scheduler.scheduleDirect(second::countDown);
      Calls.await(second);
      assertThat(ran).isFalse();
    } finally {
      RxJavaPlugins.setErrorHandler(null);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void failureOfATaskIsReportedOnce(SchedulerKind kind, Form form) {
    List<Throwable> reported = new CopyOnWriteArrayList<>();
    try (Bench bench = kind.open()) {
      RxJavaPlugins.setErrorHandler(reported::add);
      RuntimeException failure = new ArithmeticException("on purpose");
      Scheduler.Worker worker = form.of(bench.raw()).createWorker();
      Runnable task =
          () -> {
            throw failure;
          };
      if (kind == SchedulerKind.TEST || kind.isOnCaller()) { // throws it at whoever has it run
        assertThat(catchThrowable(() -> runOnCaller(worker, task, bench))).isSameAs(failure);
        return;
      }
      if (kind == SchedulerKind.EXECUTOR || kind == SchedulerKind.INTERRUPTIBLE_EXECUTOR) {
        form.of(bench.raw()).scheduleDirect(task); // a worker's failure ends the pool's thread
      } else {
        worker.schedule(task);
      }
      bench.until(() -> !reported.isEmpty());
      assertThat(reported)
          .singleElement()
          .isInstanceOf(UndeliverableException.class)
          .extracting(Throwable::getCause)
          .isSameAs(failure);
      worker.dispose();
    } finally {
      RxJavaPlugins.setErrorHandler(null);
    }
  }

  private static void runOnCaller(Scheduler.Worker worker, Runnable task, Bench bench) {
    worker.schedule(task);
    if (bench.raw() instanceof TestScheduler time) {
      time.triggerActions();
    }
  }

  @ParameterizedTest
  @EnumSource
  void nullTaskIsRefusedOnTheCallersThread(SchedulerKind kind) {
    try (Bench bench = kind.open()) {
      Scheduler scheduler = Form.WITH_LISTENER.of(bench.raw());
      Scheduler.Worker worker = scheduler.createWorker();
      assertRefused(() -> scheduler.scheduleDirect(null));
      assertRefused(() -> scheduler.scheduleDirect(null, 1, MILLIS));
      assertRefused(() -> scheduler.schedulePeriodicallyDirect(null, 1, 1, MILLIS));
      assertRefused(() -> worker.schedule(null));
      assertRefused(() -> worker.schedule(null, 1, MILLIS));
      assertRefused(() -> worker.schedulePeriodically(null, 1, 1, MILLIS));
      worker.dispose();
    }
  }

  private static void assertRefused(Runnable call) {
    assertThatNullPointerException().isThrownBy(call::run).withMessage("run");
  }

  /** Has as much time pass on the scheduler as anything left over would need. */
  private static void assertNothingFollows(Bench bench, Runnable assertion) {
    CountDownLatch later = new CountDownLatch(1);
    bench.raw().scheduleDirect(later::countDown, 5, MILLIS);
    bench.await(later);
    assertion.run();
  }
}
