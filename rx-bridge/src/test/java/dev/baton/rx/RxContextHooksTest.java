package dev.baton.rx;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.baton.context.Baton;
import dev.baton.context.CarriedThreadLocal;
import dev.baton.context.Installation;
import dev.baton.context.Propagation;
import dev.baton.context.testing.ForkedJvm;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.functions.BiFunction;
import io.reactivex.rxjava3.functions.Consumer;
import io.reactivex.rxjava3.functions.Function;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import io.reactivex.rxjava3.processors.PublishProcessor;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.reactivex.rxjava3.schedulers.TestScheduler;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactivestreams.Subscriber;

@ExtendWith(CleanRx.class)
@Tag("slot")
@SuppressWarnings({"rawtypes", "CheckReturnValue"}) // as RxJavaPlugins have them; not needed
final class RxContextHooksTest {
  private static final Context A = named("A");

  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final PublishProcessor<Integer> source = PublishProcessor.create();
  private final ForeignThread foreign = ForeignThread.withAnother();

  @AfterEach
  void closeThread() {
    foreign.close();
  }

  @Test
  void docExample() {
    Context request = named("a request's");
    // @start region="install"
    RxContextHooks hooks = RxContextHooks.install(); // at start-up
    Flowable<String> answers =
        Flowable.interval(1, TimeUnit.MILLISECONDS, Schedulers.computation())
            .take(3)
            .flatMapSingle(tick -> Single.just("answer " + tick).observeOn(Schedulers.io()))
            .doOnNext(answer -> assertThat(Context.current()).isSameAs(request));
    try (Scope scope = request.makeCurrent()) {
      assertThat(answers.toList().blockingGet()).hasSize(3);
    }
    hooks.close(); // at the end, if at all
    // @end
  }

  @Test
  void installSetsAHookForEachTypeAndCloseRemovesThem() {
    RxContextHooks hooks = RxContextHooks.install();
    assertThat(CleanRx.installed())
        .containsExactlyInAnyOrder(
            "getOnFlowableSubscribe",
            "getOnObservableSubscribe",
            "getOnSingleSubscribe",
            "getOnMaybeSubscribe",
            "getOnCompletableSubscribe",
            "getOnParallelSubscribe",
            "getScheduleHandler",
            "getErrorHandler");
    hooks.close();
    hooks.close();
    assertThat(CleanRx.installed()).isEmpty();
  }

  @Test
  void installTwiceIsTheSame() {
    try (RxContextHooks hooks = RxContextHooks.install()) {
      Object hook = RxJavaPlugins.getOnFlowableSubscribe();
      assertThat(RxContextHooks.install()).isSameAs(hooks);
      assertThat(RxJavaPlugins.getOnFlowableSubscribe()).isSameAs(hook);
      assertThat(RxContextHooks.install(Propagation.fixed(A))).isSameAs(hooks);
      source.subscribe(item -> see());
      foreign.run(() -> source.onNext(1));
      assertThat(seen).containsExactly("A");
    }
  }

  @Test
  void closedHooksLeaveNewChainsAloneAndRunningOnesTheirContext() {
    RxContextHooks hooks = RxContextHooks.install();
    subscribe(() -> source.subscribe(item -> see()));
    hooks.close();
    subscribe(() -> source.subscribe(item -> see()));
    foreign.run(() -> source.onNext(1));
    assertThat(seen).containsExactly("A", "foreign");
  }

  @Test
  void closedHooksCanBeInstalledAnew() {
    RxContextHooks.install().close();
    try (RxContextHooks hooks = RxContextHooks.install()) {
      subscribe(() -> source.subscribe(item -> see()));
      foreign.run(() -> source.onNext(1));
    }
    assertThat(seen).containsExactly("A");
  }

  @Test
  void resetOfAllHooksIsMadeGoodByCloseAndInstall() {
    RxContextHooks hooks = RxContextHooks.install();
    RxJavaPlugins.reset();
    hooks.close();
    try (RxContextHooks again = RxContextHooks.install()) {
      assertThat(CleanRx.installed()).hasSize(8);
    }
  }

  @Test
  void hooksThatWereThereAreCalledAndComeBack() {
    BiFunction<Flowable, Subscriber, Subscriber> before = seeing();
    Function<Runnable, Runnable> schedule =
        run -> {
          seen.add("schedule");
          return run;
        };
    Consumer<Throwable> errors = error -> {};
    RxJavaPlugins.setOnFlowableSubscribe(before);
    RxJavaPlugins.setScheduleHandler(schedule);
    RxJavaPlugins.setErrorHandler(errors);
    try (RxContextHooks hooks = RxContextHooks.install()) {
      source.subscribe();
      Schedulers.single().scheduleDirect(() -> {});
      assertThat(seen).containsExactly("subscribe", "schedule");
    }
    assertThat(RxJavaPlugins.getOnFlowableSubscribe()).isSameAs(before);
    assertThat(RxJavaPlugins.getScheduleHandler()).isSameAs(schedule);
    assertThat(RxJavaPlugins.getErrorHandler()).isSameAs(errors);
    RxJavaPlugins.reset();
  }

  @Test
  void hookThatWasThereHearsSignalsUnderTheContext() {
    RxJavaPlugins.setOnFlowableSubscribe(
        (flowable, subscriber) -> new SeeingSubscriber(subscriber, this::see));
    try (RxContextHooks hooks = RxContextHooks.install()) {
      subscribe(() -> source.subscribe(item -> see()));
      foreign.run(() -> source.onNext(1));
      foreign.run(source::onComplete);
    }
    RxJavaPlugins.setOnFlowableSubscribe(null);
    assertThat(seen).containsExactly("A", "A");
  }

  @Test
  @SuppressWarnings("unchecked")
  void hookThatIsSetLaterAndCallsTheOneBeforeStaysWhenOursAreClosed() throws Throwable {
    RxContextHooks hooks = RxContextHooks.install();
    BiFunction ours = RxJavaPlugins.getOnFlowableSubscribe();
    BiFunction<Flowable, Subscriber, Subscriber> later =
        (flowable, subscriber) -> {
          seen.add("later");
          return (Subscriber) ours.apply(flowable, subscriber);
        };
    RxJavaPlugins.setOnFlowableSubscribe(later);
    subscribe(() -> source.subscribe(item -> see()));
    hooks.close();
    assertThat(RxJavaPlugins.getOnFlowableSubscribe()).isSameAs(later);
    subscribe(() -> source.subscribe(item -> see()));
    foreign.run(() -> source.onNext(1));
    assertThat(seen).containsExactly("later", "later", "A", "foreign");
    RxJavaPlugins.setOnFlowableSubscribe(null);
    assertThat(CleanRx.installed()).isEmpty();
  }

  @Test
  void hooksInstalledAnewBelowOnesThatStayedWrapOnce() throws Throwable {
    RxContextHooks first = RxContextHooks.install();
    Function<? super Runnable, ? extends Runnable> ours = RxJavaPlugins.getScheduleHandler();
    RxJavaPlugins.setScheduleHandler(run -> ours.apply(run));
    first.close();
    try (RxContextHooks second = RxContextHooks.install()) {
      Runnable task = () -> {};
      Runnable hooked = RxJavaPlugins.onSchedule(task);
      assertThat(((RxTask) hooked).getWrappedRunnable()).isSameAs(task);
      assertThat(RxJavaPlugins.onSchedule(hooked)).isSameAs(hooked);
    }
    RxJavaPlugins.setScheduleHandler(null);
  }

  @Test
  void hookThatIsSetLaterWithoutRegardToOursStays() {
    RxContextHooks hooks = RxContextHooks.install();
    BiFunction<Flowable, Subscriber, Subscriber> later = seeing();
    RxJavaPlugins.setOnFlowableSubscribe(later);
    hooks.close();
    assertThat(CleanRx.installed()).containsExactly("getOnFlowableSubscribe");
    assertThat(RxJavaPlugins.getOnFlowableSubscribe()).isSameAs(later);
    RxJavaPlugins.setOnFlowableSubscribe(null);
  }

  @Test
  void subscribersOfOneSourceHaveTheirOwnContexts() {
    try (RxContextHooks hooks = RxContextHooks.install()) {
      Flowable<Integer> shared = source.share().replay(1).refCount();
      for (String name : List.of("A", "B")) {
        try (Scope scope = named(name).makeCurrent()) {
          shared.map(item -> item + 1).subscribe(item -> see());
        }
      }
      shared.subscribe(item -> see()); // under root
      foreign.run(() -> source.onNext(1));
    }
    assertThat(seen).containsExactly("A", "B", "null");
  }

  @Test
  void sourcesThatRunAtTheSubscriptionNeedNoContextOfTheirOwn() {
    try (RxContextHooks hooks = RxContextHooks.install()) {
      subscribe(
          () -> {
            Flowable.fromAction(this::see).subscribe();
            Observable.fromAction(this::see).subscribe();
            Single.fromCallable(() -> seen.add(currentName())).subscribe();
            Maybe.fromAction(this::see).subscribe();
            Completable.fromAction(this::see).subscribe();
          });
    }
    assertThat(seen).hasSize(5).containsOnly("A");
  }

  @Test
  void batonInstallsThem() {
    Baton.install().close(); // what the storage under test has installed
    try (Installation installation = Baton.install()) {
      assertThat(installation.steps())
          .anySatisfy(
              step -> {
                assertThat(step.name()).isEqualTo("RxJava hooks");
                assertThat(step.state()).isEqualTo(Installation.State.INSTALLED);
              });
      subscribe(() -> source.subscribe(item -> see()));
      foreign.run(() -> source.onNext(1));
    }
    assertThat(seen).containsExactly("A");
    assertThat(CleanRx.installed()).isEmpty();
  }

  @Test
  void whatBatonInstallsIsCarriedByHooksAndWrappers() {
    Baton.install().close();
    ThreadLocal<String> local = new ThreadLocal<>();
    TestScheduler time = new TestScheduler(); // does not ask the hooks
    Propagation withLocal = Propagation.capturing().with(CarriedThreadLocal.of(local));
    try (Installation installation = Baton.install(withLocal)) {
      local.set("the subscriber's");
      source.subscribe(item -> seen.add(local.get()));
      ContextSchedulers.wrap(time).scheduleDirect(() -> seen.add(local.get()));
      local.remove();
      assertThat(ContextTransformer.of()).hasToString("ContextTransformer[" + withLocal + "]");
    }
    foreign.run(() -> source.onNext(1));
    foreign.run(time::triggerActions);
    assertThat(seen).containsExactly("the subscriber's", "the subscriber's");
  }

  @Test
  void batonInstalledAnewChangesWhatTheHooksCarry() {
    Baton.install().close();
    try (Installation installation = Baton.install()) {
      assertThat(Baton.install(Propagation.fixed(A))).isSameAs(installation);
      source.subscribe(item -> see());
      foreign.run(() -> source.onNext(1));
    }
    assertThat(seen).containsExactly("A");
  }

  @Test
  void lockedDownPluginsAreReportedAndLeftAlone() {
    assertThat(ForkedJvm.run(LockedDown.class)).contains(LockedDown.AS_IT_SHOULD);
  }

  @Test
  void nullPropagationIsRefusedByName() {
    assertThatNullPointerException()
        .isThrownBy(() -> RxContextHooks.install(null))
        .withMessage("propagation");
  }

  private void see() {
    seen.add(String.valueOf(currentName()));
  }

  private static void subscribe(Runnable subscribing) {
    try (Scope scope = A.makeCurrent()) {
      subscribing.run();
    }
  }

  private BiFunction<Flowable, Subscriber, Subscriber> seeing() {
    return (flowable, subscriber) -> {
      seen.add("subscribe");
      return subscriber;
    };
  }
}
