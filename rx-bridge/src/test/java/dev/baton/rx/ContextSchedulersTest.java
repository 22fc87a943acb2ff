package dev.baton.rx;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.baton.context.Propagation;
import dev.baton.context.testing.Calls;
import dev.baton.executors.ContextExecutors;
import dev.baton.rx.SchedulerKind.Bench;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.internal.schedulers.SchedulerMultiWorkerSupport;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import io.reactivex.rxjava3.schedulers.SchedulerRunnableIntrospection;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.reactivex.rxjava3.schedulers.TestScheduler;
import io.reactivex.rxjava3.subjects.SingleSubject;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(CleanRx.class)
@Tag("slot")
@SuppressWarnings("CheckReturnValue") // subscriptions end with their source
final class ContextSchedulersTest {
  private static final TimeUnit MILLIS = TimeUnit.MILLISECONDS;
  private static final Context A = named("A");

  private final List<String> seen = new CopyOnWriteArrayList<>();

  private Single<String> readPrice(int article) {
    seen.add(currentName());
    return Single.just("price of " + article);
  }

  @Test
  void docExample() {
    Context request = named("a request's");
    // @start region="wrap"
    Scheduler io = ContextSchedulers.wrap(Schedulers.io());
    Scheduler computation = ContextSchedulers.wrap(Schedulers.computation());
    Single<List<String>> prices =
        Flowable.range(1, 3)
            .subscribeOn(io)
            .concatMapSingle(article -> readPrice(article)) // a blocking call, say
            .observeOn(computation)
            .doOnNext(price -> assertThat(Context.current()).isSameAs(request))
            .toList();
    try (Scope scope = request.makeCurrent()) {
      assertThat(prices.blockingGet()).hasSize(3);
    }
    // @end
    assertThat(seen).hasSize(3).containsOnly("a request's");
  }

  @ParameterizedTest
  @EnumSource
  void directTaskRunsUnderTheContextOfTheCall(SchedulerKind kind) {
    try (Bench bench = kind.open()) {
      Scheduler scheduler = ContextSchedulers.wrap(bench.raw());
      CountDownLatch done = new CountDownLatch(3);
      try (Scope scope = A.makeCurrent()) {
        scheduler.scheduleDirect(note(done));
        scheduler.scheduleDirect(note(done), 1, MILLIS);
        scheduler.scheduleDirect(note(done), 5, MILLIS);
        if (!kind.isOnCaller()) { // where it would never return
          CountDownLatch runs = new CountDownLatch(3);
          Disposable periodic = scheduler.schedulePeriodicallyDirect(note(runs), 1, 1, MILLIS);
          bench.await(runs);
          periodic.dispose();
        }
      }
      bench.await(done);
      assertThat(seen).containsOnly("A");
      assertClean(bench);
    }
  }

  @ParameterizedTest
  @EnumSource
  void workersTasksRunUnderTheContextOfItsCreation(SchedulerKind kind) {
    try (Bench bench = kind.open()) {
      Scheduler.Worker worker;
      try (Scope scope = A.makeCurrent()) {
        worker = ContextSchedulers.wrap(bench.raw()).createWorker();
      }
      CountDownLatch done = new CountDownLatch(5);
      try (Scope scope = kind.isOnCaller() ? A.makeCurrent() : named("B").makeCurrent()) {
        worker.schedule(note(done));
        worker.schedule(note(done), 1, MILLIS);
        worker.schedulePeriodically(
            () -> {
              note(done).run();
              if (done.getCount() == 0) {
                worker.dispose();
              }
            },
            1,
            1,
            MILLIS);
      }
      bench.await(done);
      assertThat(seen).containsOnly("A");
      assertClean(bench);
    }
  }

  @ParameterizedTest
  @EnumSource
  void taskScheduledUnderRootRunsUnderRoot(SchedulerKind kind) {
    try (Bench bench = kind.open()) {
      Scheduler scheduler = ContextSchedulers.wrap(bench.raw(), Propagation.root());
      CountDownLatch done = new CountDownLatch(2);
      try (Scope scope = A.makeCurrent()) {
        scheduler.scheduleDirect(note(done));
        Scheduler.Worker worker = scheduler.createWorker();
        worker.schedule(note(done));
        bench.await(done);
        worker.dispose();
        assertThat(currentName()).isEqualTo("A");
      }
      assertThat(seen).containsOnly("null");
    }
  }

  @Test
  void intervalRunsUnderTheSubscribersContext() {
    TestScheduler time = new TestScheduler();
    Flowable<Long> ticks = Flowable.interval(1, MILLIS, ContextSchedulers.wrap(time));
    TestSubscriber<Long> subscriber;
    try (Scope scope = A.makeCurrent()) {
      subscriber = ticks.doOnNext(tick -> seen.add(currentName())).test();
    }
    try (Scope scope = named("B").makeCurrent()) {
      time.advanceTimeBy(3, MILLIS);
    }
    assertThat(seen).containsExactly("A", "A", "A");
    subscriber.cancel();
  }

  @Test
  void taskThatIsWrappedAlreadyKeepsItsContext() {
    TestScheduler time = new TestScheduler();
    Scheduler.Worker worker = ContextSchedulers.wrap(time).createWorker();
    try (Scope scope = A.makeCurrent()) {
      Runnable task = () -> seen.add(currentName());
      worker.schedule(Propagation.capturing().wrap(task));
    }
    time.triggerActions();
    assertThat(seen).containsExactly("A");
  }

  @Test
  void wrapOfAWrappedSchedulerReturnsIt() {
    Scheduler wrapped = ContextSchedulers.wrap(Schedulers.io());
    assertThat(ContextSchedulers.wrap(wrapped)).isSameAs(wrapped);
    Scheduler fixed = ContextSchedulers.wrap(wrapped, Propagation.fixed(A));
    assertThat(ContextSchedulers.wrap(fixed)).isSameAs(fixed);
    assertThat(ContextSchedulers.unwrap(fixed)).isSameAs(Schedulers.io());
    assertThat(ContextSchedulers.unwrap(Schedulers.io())).isSameAs(Schedulers.io());
    assertThat(fixed).hasToString("ContextScheduler[" + Schedulers.io() + "]");
    Scheduler.Worker worker = fixed.createWorker();
    assertThat(worker.toString()).startsWith("ContextWorker[io.reactivex.").endsWith("]");
    worker.dispose();
  }

  @Test
  void wrapWithAPropagationReplacesTheFormerOne() {
    TestScheduler time = new TestScheduler();
    Scheduler first = ContextSchedulers.wrap(time, Propagation.fixed(A));
    Scheduler second = ContextSchedulers.wrap(first, Propagation.fixed(named("second")));
    second.scheduleDirect(() -> seen.add(currentName()));
    first.scheduleDirect(() -> seen.add(currentName()));
    time.triggerActions();
    assertThat(seen).containsExactly("second", "A");
  }

  @Test
  void trampolineStaysWhatItIsUnlessItCarriesMore() {
    assertThat(ContextSchedulers.wrap(Schedulers.trampoline())).isSameAs(Schedulers.trampoline());
    Scheduler fixed = ContextSchedulers.wrap(Schedulers.trampoline(), Propagation.fixed(A));
    Flowable.range(1, 2).observeOn(fixed).blockingForEach(item -> {});
    fixed.scheduleDirect(() -> seen.add(currentName()));
    Flowable.timer(1, MILLIS, fixed).subscribe(tick -> seen.add(currentName()));
    assertThat(seen).containsExactly("A", "A");
  }

  @Test
  void railsOfAParallelFlowHaveThreadsOfTheirOwn() {
    Scheduler computation = ContextSchedulers.wrap(Schedulers.computation());
    assertThat(computation).isInstanceOf(SchedulerMultiWorkerSupport.class);
    assertThat(ContextSchedulers.wrap(Schedulers.io()))
        .isNotInstanceOf(SchedulerMultiWorkerSupport.class);
    int rails = Runtime.getRuntime().availableProcessors();
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    try (Scope scope = A.makeCurrent()) {
      Flowable.range(1, 8 * rails)
          .parallel(rails)
          .runOn(computation)
          .doOnNext(item -> seen.add(currentName()))
          .doOnNext(item -> threads.add(Thread.currentThread()))
          .sequential()
          .blockingSubscribe();
    }
    assertThat(threads).hasSize(rails);
    assertThat(seen).hasSize(8 * rails).containsOnly("A");
  }

  @Test
  void schedulerOfAWrappedExecutorHasTheContextOfEachTask() {
    try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
      for (Scheduler scheduler :
          List.of(
              ContextSchedulers.from(ContextExecutors.wrap(pool)),
              ContextSchedulers.from(pool),
              ContextSchedulers.wrap(Schedulers.from(ContextExecutors.wrap(pool))))) {
        Scheduler.Worker worker;
        try (Scope scope = A.makeCurrent()) {
          worker = scheduler.createWorker();
        }
        CountDownLatch done = new CountDownLatch(4);
        for (String name : List.of("B", "C")) {
          try (Scope scope = named(name).makeCurrent()) {
            scheduler.scheduleDirect(note(done));
            worker.schedule(note(done));
          }
        }
        Calls.await(done);
        worker.dispose();
        assertThat(seen).containsExactlyInAnyOrder("A", "A", "B", "C");
        seen.clear();
      }
    }
  }

  @Test
  void runnableThatRxJavaSeesTellsWhatItWraps() {
    List<Runnable> scheduled = new CopyOnWriteArrayList<>();
    RxJavaPlugins.setScheduleHandler(
        run -> {
          scheduled.add(run);
          return run;
        });
    Runnable task = () -> {};
    Scheduler scheduler = ContextSchedulers.wrap(Schedulers.single());
    scheduler.scheduleDirect(task);
    scheduler.createWorker().schedule(task);
    RxJavaPlugins.setScheduleHandler(null);
    assertThat(scheduled)
        .hasSize(2)
        .allSatisfy(
            run ->
                assertThat(((SchedulerRunnableIntrospection) run).getWrappedRunnable())
                    .isSameAs(task))
        .allSatisfy(run -> assertThat(run.toString()).contains(task.toString()));
  }

  @Test
  void contextOfTheSchedulerStaysWhereHooksAreInstalledToo() {
    try (RxContextHooks hooks = RxContextHooks.install();
        Scope scope = named("B").makeCurrent()) {
      CountDownLatch done = new CountDownLatch(2);
      Scheduler fixed = ContextSchedulers.wrap(Schedulers.single(), Propagation.fixed(A));
      fixed.scheduleDirect(note(done));
      fixed.createWorker().schedule(note(done));
      Calls.await(done);
    }
    assertThat(seen).containsExactly("A", "A");
  }

  /** Not reached: this operator schedules directly, on the thread that brings the signal. */
  @Test
  void singleObserveOnHasTheContextOfTheThreadThatEmits() {
    SingleSubject<Integer> source = SingleSubject.create();
    Scheduler scheduler = ContextSchedulers.wrap(Schedulers.single());
    try (ForeignThread foreign = ForeignThread.withAnother()) {
      try (Scope scope = A.makeCurrent()) {
        source.observeOn(scheduler).subscribe(item -> seen.add(currentName()));
        source
            .compose(ContextTransformer.of())
            .observeOn(scheduler)
            .subscribe(item -> seen.add(currentName()));
      }
      foreign.run(() -> source.onSuccess(1));
    }
    Calls.until(() -> seen.size() == 2);
    assertThat(seen).containsExactly("foreign", "A");
  }

  @Test
  void subscribeOnRequestsUnderTheSubscribersContextFromAnyThread() {
    TestSubscriber<Integer> subscriber = new TestSubscriber<>(0);
    try (ForeignThread foreign = ForeignThread.withAnother()) {
      try (Scope scope = A.makeCurrent()) {
        Flowable.<Integer>generate(
                emitter -> {
                  seen.add(currentName());
                  emitter.onNext(1);
                })
            .subscribeOn(ContextSchedulers.wrap(Schedulers.single()))
            .subscribe(subscriber);
      }
      foreign.run(() -> subscriber.request(2));
      subscriber.awaitCount(2);
      foreign.run(subscriber::cancel);
    }
    assertThat(seen).containsExactly("A", "A");
  }

  @Test
  void nullIsRefusedByName() {
    assertRefused("scheduler", () -> ContextSchedulers.wrap(null));
    assertRefused("scheduler", () -> ContextSchedulers.wrap(null, Propagation.root()));
    assertRefused("propagation", () -> ContextSchedulers.wrap(Schedulers.single(), null));
    assertRefused("scheduler", () -> ContextSchedulers.unwrap(null));
    assertRefused("executor", () -> ContextSchedulers.from(null));
  }

  private static void assertRefused(String name, Runnable call) {
    assertThatNullPointerException().isThrownBy(call::run).withMessage(name);
  }

  private Runnable note(CountDownLatch done) {
    return () -> {
      seen.add(String.valueOf(currentName()));
      done.countDown();
    };
  }

  /** A raw task on the scheduler finds nothing. */
  private void assertClean(Bench bench) {
    seen.clear();
    CountDownLatch done = new CountDownLatch(1);
    bench.raw().scheduleDirect(note(done));
    bench.await(done);
    assertThat(seen).containsExactly("null");
  }
}
