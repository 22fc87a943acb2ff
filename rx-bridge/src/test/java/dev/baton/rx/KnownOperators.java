package dev.baton.rx;

import static io.reactivex.rxjava3.core.Notification.createOnNext;

import io.reactivex.rxjava3.core.BackpressureStrategy;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Emitter;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.functions.BiConsumer;
import io.reactivex.rxjava3.functions.Function;
import io.reactivex.rxjava3.internal.operators.observable.ObservableMapNotification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** One chain that ends in each operator that {@link SignalOrigin} knows, by the operator's name. */
final class KnownOperators {
  private static final Map<String, Function<OperatorCase, Object>> CHAINS = new TreeMap<>();

  private KnownOperators() {}

  static Map<String, Function<OperatorCase, Object>> chains() {
    return CHAINS;
  }

  private static void add(String name, Function<OperatorCase, Object> chain) {
    CHAINS.put(name, chain);
  }

  @SuppressWarnings("StaticAssignmentOfThrowable")
  private static final Exception FAILURE = new ArithmeticException("on purpose");

  private static BiConsumer<Object, Emitter<Object>> generator(OperatorCase test) {
    test.expect("generate");
    return (state, emitter) -> {
      test.see("generate");
      emitter.onNext(1);
      emitter.onComplete();
    };
  }

  private static Runnable runnable(OperatorCase test) {
    test.expect("run");
    return () -> test.see("run");
  }

  private static Iterable<Integer> iterable(OperatorCase test) {
    test.expect("iterator");
    return () -> {
      test.see("iterator");
      return List.of(1, 2, 3).iterator();
    };
  }

  static {
    add("FlowableMap", c -> c.flowable().map(c.function("f")));
    add("FlowableFilter", c -> c.flowable().filter(c.predicate("f")));
    add("FlowableHide", c -> c.flowable().hide());
    add("FlowableDetach", c -> c.flowable().onTerminateDetach());
    add("FlowableDoOnEach", c -> c.flowable().doOnEach(c.consumer("f")));
    add("FlowableDoAfterNext", c -> c.flowable().doAfterNext(c.consumer("f")));
    add("FlowableTake", c -> c.flowable().take(2));
    add("FlowableTakeWhile", c -> c.flowable().takeWhile(c.predicate("f")));
    add("FlowableTakeUntilPredicate", c -> c.flowable().takeUntil(c.predicate("f")));
    add("FlowableSkip", c -> c.flowable().skip(1));
    add("FlowableSkipWhile", c -> c.flowable().skipWhile(c.predicate("f", false)));
    add("FlowableSkipLast", c -> c.flowable().skipLast(1));
    add("FlowableDistinct", c -> c.flowable().distinct(c.function("f")));
    add("FlowableDistinctUntilChanged", c -> c.flowable().distinctUntilChanged(c.function("f")));
    add("FlowableScan", c -> c.flowable().scan(c.biFunction("f")));
    add(
        "FlowableDematerialize",
        c -> c.flowable().dematerialize(c.function("f", i -> createOnNext(i))));
    add("FlowableTimeInterval", c -> c.flowable().timeInterval());
    add("FlowableOnErrorComplete", c -> Flowable.error(FAILURE).onErrorComplete(c.predicate("f")));
    add("FlowableOnBackpressureDrop", c -> c.flowable().onBackpressureDrop());
    add("FlowableOnBackpressureError", c -> c.observable().toFlowable(BackpressureStrategy.ERROR));
    add("FlowableIgnoreElements", c -> c.flowable().ignoreElements().toFlowable());
    add("FlowableIgnoreElementsCompletable", c -> c.flowable().ignoreElements());
    add("FlowableElementAtMaybe", c -> c.flowable().elementAt(1));
    add("FlowableElementAtSingle", c -> c.flowable().elementAt(1, 0));
    add("FlowableReduceMaybe", c -> c.flowable().reduce(c.biFunction("f")));
    add(
        "FlowableReduceWithSingle",
        c -> c.flowable().reduceWith(c.supplier("s", 0), c.biFunction("f")));
    add("FlowableCollectSingle", c -> c.flowable().collect(c.supplier("s", 0), c.biConsumer("f")));
    add("FlowableCountSingle", c -> c.flowable().count());
    add("FlowableAllSingle", c -> c.flowable().all(c.predicate("f")));
    add("FlowableAnySingle", c -> c.flowable().any(c.predicate("f")));
    add("FlowableToListSingle", c -> c.flowable().toList(c.supplier("s", new ArrayList<>())));
    add("FlowableSingleMaybe", c -> c.flowable().take(1).singleElement());
    add("FlowableSingleSingle", c -> c.flowable().take(1).single(0));
    add("FlowableEmpty", c -> Flowable.empty());
    add("FlowableError", c -> Flowable.error(c.supplier("s", FAILURE)));
    add("FlowableNever", c -> Flowable.never());
    add("FlowableJust", c -> Flowable.just(1));
    add("FlowableRange", c -> Flowable.range(1, 3));
    add("FlowableRangeLong", c -> Flowable.rangeLong(1, 3));
    add("FlowableFromArray", c -> Flowable.fromArray(1, 2, 3));
    add("FlowableFromIterable", c -> Flowable.fromIterable(iterable(c)));
    add(
        "FlowableGenerate",
        c -> Flowable.generate(c.supplier("s", ""), generator(c), c.consumer("disposeState")));
    add("FlowableFromCallable", c -> Flowable.fromCallable(callable(c)));
    add("FlowableFromSupplier", c -> Flowable.fromSupplier(c.supplier("s", 1)));
    add("FlowableFromAction", c -> Flowable.fromAction(c.action("run")));
    add("FlowableFromRunnable", c -> Flowable.fromRunnable(runnable(c)));

    add("ObservableMap", c -> c.observable().map(c.function("f")));
    add("ObservableFilter", c -> c.observable().filter(c.predicate("f")));
    add("ObservableHide", c -> c.observable().hide());
    add("ObservableDetach", c -> c.observable().onTerminateDetach());
    add("ObservableDoOnEach", c -> c.observable().doOnEach(c.consumer("f")));
    add("ObservableDoAfterNext", c -> c.observable().doAfterNext(c.consumer("f")));
    add("ObservableTake", c -> c.observable().take(2));
    add("ObservableTakeWhile", c -> c.observable().takeWhile(c.predicate("f")));
    add("ObservableTakeUntilPredicate", c -> c.observable().takeUntil(c.predicate("f")));
    add("ObservableTakeLast", c -> c.observable().takeLast(2));
    add("ObservableTakeLastOne", c -> c.observable().takeLast(1));
    add("ObservableSkip", c -> c.observable().skip(1));
    add("ObservableSkipWhile", c -> c.observable().skipWhile(c.predicate("f", false)));
    add("ObservableSkipLast", c -> c.observable().skipLast(1));
    add("ObservableDistinct", c -> c.observable().distinct(c.function("f")));
    add(
        "ObservableDistinctUntilChanged",
        c -> c.observable().distinctUntilChanged(c.function("f")));
    add("ObservableScan", c -> c.observable().scan(c.biFunction("f")));
    add("ObservableScanSeed", c -> c.observable().scanWith(c.supplier("s", 0), c.biFunction("f")));
    add("ObservableMaterialize", c -> c.observable().materialize());
    add(
        "ObservableDematerialize",
        c -> c.observable().dematerialize(c.function("f", i -> createOnNext(i))));
    add("ObservableTimeInterval", c -> c.observable().timeInterval());
    add("ObservableBuffer", c -> c.observable().buffer(2, 1, c.supplier("s", new ArrayList<>())));
    add(
        "ObservableMapNotification",
        c ->
            new ObservableMapNotification<>( // which flatMap has inside
                c.observable(),
                c.function("onNext", Observable::just),
                error -> Observable.empty(),
                c.supplier("onComplete", Observable.empty())));
    add(
        "ObservableOnErrorComplete",
        c -> Observable.error(FAILURE).onErrorComplete(c.predicate("f")));
    add(
        "ObservableOnErrorReturn",
        c -> Observable.error(FAILURE).onErrorReturn(c.function("f", e -> 0)));
    add("ObservableIgnoreElements", c -> c.observable().ignoreElements().toObservable());
    add("ObservableIgnoreElementsCompletable", c -> c.observable().ignoreElements());
    add("ObservableElementAtSingle", c -> c.observable().elementAt(1, 0));
    add(
        "ObservableCollect",
        c -> c.observable().collect(c.supplier("s", 0), c.biConsumer("f")).toObservable());
    add(
        "ObservableCollectSingle",
        c -> c.observable().collect(c.supplier("s", 0), c.biConsumer("f")));
    add("ObservableCount", c -> c.observable().count().toObservable());
    add("ObservableCountSingle", c -> c.observable().count());
    add("ObservableAll", c -> c.observable().all(c.predicate("f")).toObservable());
    add("ObservableAllSingle", c -> c.observable().all(c.predicate("f")));
    add("ObservableAny", c -> c.observable().any(c.predicate("f")).toObservable());
    add("ObservableAnySingle", c -> c.observable().any(c.predicate("f")));
    add("ObservableToList", c -> c.observable().toList().toObservable());
    add("ObservableToListSingle", c -> c.observable().toList(c.supplier("s", new ArrayList<>())));
    add("ObservableSingleMaybe", c -> c.observable().take(1).singleElement());
    add("ObservableEmpty", c -> Observable.empty());
    add("ObservableError", c -> Observable.error(c.supplier("s", FAILURE)));
    add("ObservableNever", c -> Observable.never());
    add("ObservableJust", c -> Observable.just(1));
    add("ObservableRange", c -> Observable.range(1, 3));
    add("ObservableRangeLong", c -> Observable.rangeLong(1, 3));
    add("ObservableFromArray", c -> Observable.fromArray(1, 2, 3));
    add("ObservableFromIterable", c -> Observable.fromIterable(iterable(c)));
    add("ObservableFromCallable", c -> Observable.fromCallable(callable(c)));
    add("ObservableFromSupplier", c -> Observable.fromSupplier(c.supplier("s", 1)));
    add("ObservableFromAction", c -> Observable.fromAction(c.action("run")));
    add("ObservableFromRunnable", c -> Observable.fromRunnable(runnable(c)));
    add(
        "ObservableGenerate",
        c -> Observable.generate(c.supplier("s", ""), generator(c), c.consumer("disposeState")));

    add("SingleMap", c -> c.single().map(c.function("f")));
    add("SingleHide", c -> c.single().hide());
    add("SingleDetach", c -> c.single().onTerminateDetach());
    add("SingleDoOnSuccess", c -> c.single().doOnSuccess(c.consumer("f")));
    add("SingleDoOnError", c -> Single.error(FAILURE).doOnError(c.consumer("f")));
    add("SingleDoOnEvent", c -> c.single().doOnEvent(c.biConsumer("f")));
    add("SingleDoAfterSuccess", c -> c.single().doAfterSuccess(c.consumer("f")));
    add("SingleDoAfterTerminate", c -> c.single().doAfterTerminate(c.action("f")));
    add("SingleDoOnTerminate", c -> c.single().doOnTerminate(c.action("f")));
    add("SingleOnErrorReturn", c -> Single.error(FAILURE).onErrorReturn(c.function("f", e -> 0)));
    add("SingleOnErrorComplete", c -> Single.error(FAILURE).onErrorComplete(c.predicate("f")));
    add(
        "SingleDematerialize",
        c -> c.single().dematerialize(c.function("f", i -> createOnNext(i))));
    add("SingleMaterialize", c -> c.single().materialize());
    add(
        "SingleContains",
        c -> {
          c.expect("f");
          return c.single()
              .contains(
                  1,
                  (a, b) -> {
                    c.see("f");
                    return true;
                  });
        });
    add("SingleTimeInterval", c -> c.single().timeInterval());
    add("SingleJust", c -> Single.just(1));
    add("SingleError", c -> Single.error(c.supplier("s", FAILURE)));
    add("SingleNever", c -> Single.never());
    add("SingleFromCallable", c -> Single.fromCallable(callable(c)));
    add("SingleFromSupplier", c -> Single.fromSupplier(c.supplier("s", 1)));

    add("MaybeMap", c -> c.maybe().map(c.function("f")));
    add("MaybeFilter", c -> c.maybe().filter(c.predicate("f")));
    add("MaybeFilterSingle", c -> c.single().filter(c.predicate("f")));
    add("MaybeHide", c -> c.maybe().hide());
    add("MaybeDetach", c -> c.maybe().onTerminateDetach());
    add("MaybeDoOnEvent", c -> c.maybe().doOnEvent(c.biConsumer("f")));
    add("MaybeDoAfterSuccess", c -> c.maybe().doAfterSuccess(c.consumer("f")));
    add("MaybeDoOnTerminate", c -> c.maybe().doOnTerminate(c.action("f")));
    add("MaybeOnErrorReturn", c -> Maybe.error(FAILURE).onErrorReturn(c.function("f", e -> 0)));
    add("MaybeOnErrorComplete", c -> Maybe.error(FAILURE).onErrorComplete(c.predicate("f")));
    add("MaybeIsEmpty", c -> c.maybe().isEmpty().toMaybe());
    add("MaybeIsEmptySingle", c -> c.maybe().isEmpty());
    add("MaybeCount", c -> c.maybe().count());
    add("MaybeContains", c -> c.maybe().contains(1));
    add("MaybeDematerialize", c -> c.maybe().dematerialize(c.function("f", i -> createOnNext(i))));
    add("MaybeMaterialize", c -> c.maybe().materialize());
    add("MaybeTimeInterval", c -> c.maybe().timeInterval());
    add("MaybeJust", c -> Maybe.just(1));
    add("MaybeEmpty", c -> Maybe.empty());
    add("MaybeError", c -> Maybe.error(FAILURE));
    add("MaybeErrorCallable", c -> Maybe.error(c.supplier("s", FAILURE)));
    add("MaybeNever", c -> Maybe.never());
    add("MaybeFromCallable", c -> Maybe.fromCallable(callable(c)));
    add("MaybeFromSupplier", c -> Maybe.fromSupplier(c.supplier("s", 1)));
    add("MaybeFromAction", c -> Maybe.fromAction(c.action("run")));
    add("MaybeFromRunnable", c -> Maybe.fromRunnable(runnable(c)));

    add("CompletableHide", c -> c.completable().hide());
    add("CompletableDetach", c -> c.completable().onTerminateDetach());
    add(
        "CompletableOnErrorComplete",
        c -> Completable.error(FAILURE).onErrorComplete(c.predicate("f")));
    add(
        "CompletableOnErrorReturn",
        c -> Completable.error(FAILURE).onErrorReturn(c.function("f", e -> 0)));
    add("CompletableDoOnEvent", c -> c.completable().doOnEvent(unused -> c.see("f")));
    add("CompletableMaterialize", c -> c.completable().materialize());
    add("CompletableEmpty", c -> Completable.complete());
    add("CompletableError", c -> Completable.error(FAILURE));
    add("CompletableErrorSupplier", c -> Completable.error(c.supplier("s", FAILURE)));
    add("CompletableNever", c -> Completable.never());
    add("CompletableFromCallable", c -> Completable.fromCallable(callable(c)));
    add("CompletableFromSupplier", c -> Completable.fromSupplier(c.supplier("s", 1)));
    add("CompletableFromAction", c -> Completable.fromAction(c.action("run")));
    add("CompletableFromRunnable", c -> Completable.fromRunnable(runnable(c)));

    add("ParallelMap", c -> c.flowable().parallel(2).map(c.function("f")));
    add(
        "ParallelMapTry",
        c -> c.flowable().parallel(2).map(c.function("f"), (count, error) -> null));
    add("ParallelFilter", c -> c.flowable().parallel(2).filter(c.predicate("f")));
    add(
        "ParallelFilterTry",
        c -> c.flowable().parallel(2).filter(c.predicate("f"), (count, error) -> null));
    add(
        "ParallelDoOnNextTry",
        c -> c.flowable().parallel(2).doOnNext(c.consumer("f"), (count, error) -> null));
  }

  private static Callable<Integer> callable(OperatorCase test) {
    test.expect("call");
    return () -> {
      test.see("call");
      return 1;
    };
  }
}
