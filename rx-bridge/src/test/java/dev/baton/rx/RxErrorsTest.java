package dev.baton.rx;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.Propagation;
import dev.baton.context.testing.Calls;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.ObservableEmitter;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.functions.Consumer;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import io.reactivex.rxjava3.processors.PublishProcessor;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.reactivex.rxjava3.subjects.CompletableSubject;
import io.reactivex.rxjava3.subjects.MaybeSubject;
import io.reactivex.rxjava3.subjects.PublishSubject;
import io.reactivex.rxjava3.subjects.SingleSubject;
import io.reactivex.rxjava3.subscribers.DefaultSubscriber;
import java.lang.ref.Reference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Errors that no subscriber takes; every thread that brings one is left clean. */
@ExtendWith(CleanRx.class)
@Tag("slot")
@SuppressWarnings("CheckReturnValue") // subscriptions end with their source
final class RxErrorsTest {
  private static final Context A = named("A");

  @SuppressWarnings("StaticAssignmentOfThrowable")
  private static final RuntimeException FAILURE = new ArithmeticException("on purpose");

  private final List<String> handled = new CopyOnWriteArrayList<>();
  private final ForeignThread foreign = ForeignThread.withAnother();
  private final PublishProcessor<Integer> source = PublishProcessor.create();
  private RxContextHooks hooks;

  @BeforeEach
  void install() {
    RxJavaPlugins.setErrorHandler(error -> handled.add(String.valueOf(currentName())));
    hooks = RxContextHooks.install();
  }

  @AfterEach
  void close() {
    hooks.close();
    foreign.close();
    RxJavaPlugins.setErrorHandler(null);
  }

  @Test
  void errorWithoutAConsumerIsHandledUnderTheContext() {
    PublishSubject<Integer> observable = PublishSubject.create();
    SingleSubject<Integer> single = SingleSubject.create();
    MaybeSubject<Integer> maybe = MaybeSubject.create();
    CompletableSubject completable = CompletableSubject.create();
    try (Scope scope = A.makeCurrent()) {
      source.subscribe();
      observable.subscribe();
      single.subscribe();
      maybe.subscribe();
      completable.subscribe();
    }
    foreign.run(() -> source.onError(FAILURE));
    foreign.run(() -> observable.onError(FAILURE));
    foreign.run(() -> single.onError(FAILURE));
    foreign.run(() -> maybe.onError(FAILURE));
    foreign.run(() -> completable.onError(FAILURE));
    assertThat(handled).hasSize(5).containsOnly("A");
  }

  @Test
  void crashingConsumersAreHandledUnderTheContext() {
    try (Scope scope = A.makeCurrent()) {
      source.subscribe(RxErrorsTest::fail, RxErrorsTest::fail);
      source.subscribe(item -> {}, error -> {}, RxErrorsTest::fail);
      source.doFinally(RxErrorsTest::fail).subscribe();
      source.doAfterTerminate(RxErrorsTest::fail).subscribe();
    }
    foreign.run(() -> source.onNext(1));
    assertThat(handled).containsExactly("A");
    foreign.run(source::onComplete);
    assertThat(handled).hasSize(4).containsOnly("A");
  }

  private static void fail(Object unused) {
    throw FAILURE;
  }

  private static void fail() {
    throw FAILURE;
  }

  @Test
  void errorThatComesTooLateForAnOperatorIsHandledUnderTheContext() {
    PublishProcessor<Integer> one = PublishProcessor.create();
    SingleSubject<Integer> slow = SingleSubject.create();
    try (Scope scope = A.makeCurrent()) {
      Flowable.mergeArray(one, source.doOnCancel(RxErrorsTest::fail)).subscribe(i -> {}, e -> {});
      slow.doOnDispose(RxErrorsTest::fail).subscribe().dispose();
    }
    assertThat(handled).containsExactly("A");
    foreign.run(() -> one.onError(FAILURE));
    assertThat(handled).containsExactly("A", "A");
  }

  @Test
  void failureOfACancellationIsHandledUnderTheContext() {
    Disposable chain;
    try (Scope scope = A.makeCurrent()) {
      chain = source.doOnCancel(RxErrorsTest::fail).subscribe();
    }
    foreign.run(chain::dispose);
    assertThat(handled).containsExactly("A");
  }

  /** Not reached: there is no chain any more below the source, and no signal. */
  @Test
  void errorOfASourceThatNobodyListensToIsHandledWhereItIsMade() {
    AtomicReference<ObservableEmitter<Integer>> emitter = new AtomicReference<>();
    try (Scope scope = A.makeCurrent()) {
      Observable.<Integer>create(emitter::set).subscribe().dispose();
    }
    foreign.run(() -> emitter.get().onError(FAILURE));
    assertThat(handled).containsExactly("foreign");
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"TRAMPOLINE", "TEST"})
  void failureOfATaskIsHandledUnderItsContext(SchedulerKind kind) {
    try (SchedulerKind.Bench bench = kind.open()) {
      for (Scheduler scheduler : List.of(bench.raw(), ContextSchedulers.wrap(bench.raw()))) {
        try (Scope scope = A.makeCurrent()) {
          scheduler.scheduleDirect(RxErrorsTest::fail);
        }
        int reports = reportsOfRxJava(kind);
        Calls.until(() -> handled.size() >= reports);
        assertThat(handled).hasSize(reports).containsOnly("A");
        handled.clear();
      }
    }
  }

  /** Where a direct task is one of a worker made for it, both say so. */
  private static int reportsOfRxJava(SchedulerKind kind) {
    return kind == SchedulerKind.IO || kind == SchedulerKind.NEW_THREAD ? 2 : 1;
  }

  @Test
  void failureThatWasThrownBeforeIsHandledUnderTheContextOfTheLastTask() {
    hooks.close();
    ContextSchedulers.wrap(Schedulers.single(), Propagation.fixed(A))
        .scheduleDirect(RxErrorsTest::fail);
    Calls.until(() -> handled.size() == 1);
    hooks = RxContextHooks.install();
    try (Scope scope = named("B").makeCurrent()) {
      Schedulers.single().scheduleDirect(RxErrorsTest::fail);
    }
    Calls.until(() -> handled.size() == 2);
    assertThat(handled.get(1)).isEqualTo("B");
  }

  @Test
  void failureOfATaskThatIsNotOursIsNotTakenForThatOfTheLastOne() {
    Disposable ofA;
    try (Scope scope = A.makeCurrent()) {
      ofA = Schedulers.single().scheduleDirect(RxErrorsTest::fail);
    }
    try {
      Calls.until(() -> handled.size() == 1);
      RxJavaPlugins.setScheduleHandler(null);
      Schedulers.single()
          .scheduleDirect(
              () -> {
                throw new IllegalStateException("another");
              });
      Calls.until(() -> handled.size() == 2);
      assertThat(handled).containsExactly("A", "null");
    } finally {
      Reference.reachabilityFence(ofA); // which holds the task
    }
  }

  @Test
  void failureOfTheSubscriberItselfReachesWhoeverEmitsAndLeavesItClean() {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    try (Scope scope = A.makeCurrent()) {
      source.subscribe(
          new DefaultSubscriber<Integer>() {
            @Override
            public void onNext(Integer item) {
              throw FAILURE;
            }

            @Override
            public void onError(Throwable error) {}

            @Override
            public void onComplete() {}
          });
    }
    foreign.run(
        () -> {
          try {
            source.onNext(1);
          } catch (ArithmeticException e) {
            thrown.set(e);
          }
          assertThat(currentName()).isEqualTo("foreign");
        });
    assertThat(thrown).hasValue(FAILURE);
  }

  @Test
  void withoutAnyOtherHandlerTheThreadsOwnHearsIt() {
    hooks.close();
    RxJavaPlugins.setErrorHandler(null);
    hooks = RxContextHooks.install();
    AtomicReference<Throwable> uncaught = new AtomicReference<>();
    Thread.UncaughtExceptionHandler before = Thread.currentThread().getUncaughtExceptionHandler();
    Thread.currentThread().setUncaughtExceptionHandler((thread, error) -> uncaught.set(error));
    try {
      RxJavaPlugins.onError(new QuietException());
    } finally {
      Thread.currentThread().setUncaughtExceptionHandler(before);
    }
    assertThat(uncaught.get())
        .isInstanceOfSatisfying(QuietException.class, error -> assertThat(error.printed).isTrue());
  }

  @Test
  void handlerThatCallsOursHasTheOneBeforeHearWhenTheHooksAreClosed() throws Throwable {
    Consumer<? super Throwable> ours = RxJavaPlugins.getErrorHandler();
    RxJavaPlugins.setErrorHandler(error -> ours.accept(error));
    hooks.close();
    RxJavaPlugins.onError(FAILURE);
    assertThat(handled).containsExactly("null");
  }

  /** Prints no stack trace into the log of the build. RxJava hands its kind on as it is. */
  private static final class QuietException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    private boolean printed;

    @Override
    public void printStackTrace() {
      printed = true;
    }
  }
}
