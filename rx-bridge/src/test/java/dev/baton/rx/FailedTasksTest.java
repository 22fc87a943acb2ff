package dev.baton.rx;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.context.CarriedThreadLocal;
import dev.baton.context.Propagation;
import dev.baton.context.testing.Calls;
import dev.baton.context.testing.Garbage;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which context the reports of a task's failure are heard under, and how long it is kept. */
@ExtendWith(CleanRx.class)
@Tag("slot")
@SuppressWarnings({"CheckReturnValue", "StaticAssignmentOfThrowable"})
final class FailedTasksTest {
  private static final ContextKey<AtomicReference<Throwable>> RECORDED = ContextKey.named("span");
  private static final Context A = named("A");
  private static final Context B = named("B");

  /** One object for all requests. */
  private static final RuntimeException SHARED = new ArithmeticException("on purpose");

  private final List<String> handled = new CopyOnWriteArrayList<>();
  private RxContextHooks hooks;

  @BeforeEach
  void install() {
    RxJavaPlugins.setErrorHandler(error -> handled.add(String.valueOf(currentName())));
    hooks = RxContextHooks.install();
  }

  @AfterEach
  void close() {
    hooks.close();
    RxJavaPlugins.setErrorHandler(null);
  }

  private static void fail() {
    throw SHARED;
  }

  private static void scheduleUnder(Context context, Scheduler scheduler, Runnable task) {
    try (Scope scope = context.makeCurrent()) {
      scheduler.scheduleDirect(task);
    }
  }

  private void awaitReports(int number) {
    Calls.until(() -> handled.size() >= number);
  }

  /** As a span has the exception that was recorded in it. */
  private static void recordAndThrow() {
    RuntimeException failure = new ArithmeticException("recorded");
    Context.current().get(RECORDED).set(failure);
    throw failure;
  }

  private static WeakReference<Object> failUnderAContextOfItsOwn(Scheduler scheduler) {
    AtomicReference<Throwable> recorded = new AtomicReference<>();
    Context context = A.with(RECORDED, recorded);
    try {
      scheduleUnder(context, scheduler, FailedTasksTest::recordAndThrow);
    } catch (ArithmeticException e) {
      // from the trampoline
    }
    return new WeakReference<>(recorded);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"TRAMPOLINE", "TEST"})
  void contextThatHasTheFailureInItIsCollected(SchedulerKind kind) {
    try (SchedulerKind.Bench bench = kind.open()) {
      List<WeakReference<Object>> contexts = new ArrayList<>();
      for (int i = 1; i <= 3; i++) {
        contexts.add(failUnderAContextOfItsOwn(bench.raw()));
        awaitReports(i);
      }
      contexts.forEach(Garbage::awaitCollected);
      assertThat(handled).containsOnly("A");
    }
  }

  @Test
  void contextOfAFailureThatNobodyReportsIsCollectedWhileItsThreadIsIdle() {
    try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
      Scheduler trampoline = Schedulers.trampoline();
      Garbage.awaitCollected(Calls.call(pool, () -> failUnderAContextOfItsOwn(trampoline)));
    }
    assertThat(handled).isEmpty();
  }

  @Test
  void errorThatTwoTasksShareIsHandledUnderTheContextOfEach() {
    AtomicReference<Thread> firstOfA = new AtomicReference<>();
    hooks.close();
    RxJavaPlugins.setErrorHandler(
        error -> {
          handled.add(String.valueOf(currentName()));
          if (firstOfA.compareAndSet(null, Thread.currentThread())) {
            scheduleUnder(B, Schedulers.single(), FailedTasksTest::fail);
            awaitReports(2);
          }
        });
    hooks = RxContextHooks.install();
    scheduleUnder(A, Schedulers.io(), FailedTasksTest::fail); // reports it twice
    awaitReports(3);
    assertThat(handled).containsExactly("A", "B", "A");
  }

  @Test
  void laterReportOfTheSameErrorIsHandledUnderItsOwnContext() {
    try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
      scheduleUnder(A, Schedulers.from(pool), FailedTasksTest::fail);
      Calls.run(pool, () -> RxJavaPlugins.onError(SHARED));
      Calls.run(
          pool,
          () -> {
            try (Scope scope = B.makeCurrent()) {
              Flowable.error(SHARED).subscribe();
            }
          });
      Calls.run(pool, () -> Flowable.error(SHARED).subscribe());
    }
    RxJavaPlugins.onError(SHARED);
    assertThat(handled).containsExactly("A", "null", "B", "null", "null");
  }

  @Test
  void errorThatIsOnlyEqualIsAnother() {
    try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
      scheduleUnder(
          A,
          Schedulers.from(pool),
          () -> {
            throw new AllEqual();
          });
      Calls.run(pool, () -> RxJavaPlugins.onError(new AllEqual()));
      Calls.run(pool, () -> RxJavaPlugins.onError(new IllegalStateException(new AllEqual())));
    }
    assertThat(handled).containsExactly("A", "null", "null");
  }

  @SuppressWarnings("ThrowableEqualsHashCode")
  private static final class AllEqual extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public boolean equals(Object other) {
      return other instanceof AllEqual;
    }

    @Override
    public int hashCode() {
      return 1;
    }
  }

  @Test
  void errorThatHasNoCauseToTellIsHandledUnderItsContext() {
    IllegalStateException failure =
        new IllegalStateException() {
          private static final long serialVersionUID = 1;

          @Override
          public synchronized Throwable getCause() {
            throw new IllegalArgumentException("on purpose");
          }
        };
    Schedulers.single().scheduleDirect(FailedTasksTest::fail);
    scheduleUnder(
        A,
        Schedulers.single(),
        () -> {
          throw failure;
        });
    awaitReports(2);
    assertThat(handled).containsExactly("null", "A");
  }

  @Test
  void failureOnACallersOwnThreadIsHandledUnderTheContextOfTheTask() {
    Scheduler direct = ContextSchedulers.wrap(Schedulers.from(Runnable::run), Propagation.fixed(A));
    try (Scope scope = B.makeCurrent()) {
      assertThatThrownBy(() -> direct.scheduleDirect(FailedTasksTest::fail)).isSameAs(SHARED);
      RxJavaPlugins.onError(SHARED);
      assertThat(currentName()).isEqualTo("B");
    }
    assertThat(handled).containsExactly("A", "B");
  }

  @Test
  void failureOfATaskThatWasWrappedBeforeIsHandledUnderItsContext() {
    scheduleUnder(B, Schedulers.single(), Propagation.fixed(A).wrap(FailedTasksTest::fail));
    awaitReports(1);
    assertThat(handled).containsExactly("A");
  }

  @Test
  void handlerInWhichATaskFailsHearsTheSecondReportUnderTheFirstContext() {
    hooks.close();
    RxJavaPlugins.setErrorHandler(
        error -> {
          handled.add(String.valueOf(currentName()));
          if (handled.size() == 1) {
            Scheduler direct = Schedulers.from(Runnable::run);
            assertThatThrownBy(() -> scheduleUnder(B, direct, FailedTasksTest::fail))
                .isSameAs(SHARED);
          }
        });
    hooks = RxContextHooks.install();
    scheduleUnder(A, Schedulers.io(), FailedTasksTest::fail);
    awaitReports(3);
    assertThat(handled).containsExactly("A", "B", "A");
  }

  @Test
  void handlerHearsTheTasksThreadLocalsToo() {
    ThreadLocal<String> local = new ThreadLocal<>();
    Propagation withLocal = Propagation.capturing().with(CarriedThreadLocal.of(local));
    hooks.close();
    RxJavaPlugins.setErrorHandler(error -> handled.add(currentName() + " " + local.get()));
    hooks = RxContextHooks.install(withLocal);
    local.set("its own");
    scheduleUnder(A, Schedulers.single(), FailedTasksTest::fail);
    local.remove();
    awaitReports(1);
    assertThat(handled).containsExactly("A its own");
  }

  @Test
  void failureIsHandledUnderItsContextWhereASchedulerHasSomebodyElseReportIt() {
    scheduleUnder(A, new ReportingElsewhere(), FailedTasksTest::fail);
    RxJavaPlugins.onError(SHARED);
    assertThat(handled).containsExactly("A", "null");
  }

  /** As kotlinx.coroutines' do. */
  private static final class ReportingElsewhere extends Scheduler {
    @Override
    public Worker createWorker() {
      throw new AssertionError();
    }

    @Override
    public Disposable scheduleDirect(Runnable run) {
      Runnable hooked = RxJavaPlugins.onSchedule(run);
      try {
        hooked.run();
      } catch (ArithmeticException e) {
        report(e);
      }
      return Disposable.disposed();
    }

    private static void report(Throwable failure) {
      RxJavaPlugins.onError(failure);
    }
  }
}
