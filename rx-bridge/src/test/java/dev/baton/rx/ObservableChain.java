package dev.baton.rx;

import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.functions.Function;
import io.reactivex.rxjava3.observables.ConnectableObservable;
import io.reactivex.rxjava3.subjects.AsyncSubject;
import io.reactivex.rxjava3.subjects.BehaviorSubject;
import io.reactivex.rxjava3.subjects.PublishSubject;
import io.reactivex.rxjava3.subjects.ReplaySubject;
import io.reactivex.rxjava3.subjects.Subject;
import io.reactivex.rxjava3.subjects.UnicastSubject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Chains of {@link Observable}, one for each kind of operator that is more than straight. */
@SuppressWarnings("ImmutableEnumChecker") // lambdas without state
enum ObservableChain implements Function<OperatorCase, Object> {
  CREATE(test -> test.observable().map(test.function("map"))),
  FROM_PUBLISHER(
      test -> test.wire(Observable.fromPublisher(test.flowable())).map(test.function("map"))),
  FROM_COMPLETION_STAGE(
      test -> {
        CompletableFuture<Integer> future = new CompletableFuture<>();
        test.later(() -> future.complete(1));
        return test.wire(Observable.fromCompletionStage(future)).map(test.function("map"));
      }),
  PUBLISH_SUBJECT(test -> subject(test, PublishSubject.create())),
  BEHAVIOR_SUBJECT(test -> subject(test, BehaviorSubject.create())),
  REPLAY_SUBJECT(test -> subject(test, ReplaySubject.create())),
  ASYNC_SUBJECT(test -> subject(test, AsyncSubject.create())),
  UNICAST_SUBJECT(test -> subject(test, UnicastSubject.create())),
  SERIALIZED_SUBJECT(test -> subject(test, PublishSubject.<Integer>create().toSerialized())),

  OBSERVE_ON(test -> test.observable().observeOn(test.scheduler()).map(test.function("map"))),
  SUBSCRIBE_ON(
      test ->
          Observable.fromSupplier(test.supplier("supplier", 1))
              .subscribeOn(test.scheduler())
              .concatWith(test.observable())
              .map(test.function("map"))),
  FUSED_ITERABLE(
      test ->
          test.observable()
              .flatMapIterable(test.function("iterable", List::of))
              .observeOn(test.scheduler())
              .map(test.function("map"))),
  FLAT_MAP(
      test ->
          test.observable()
              .flatMap(test.function("flatMap", Observable::just), test.biFunction("combine"))),
  FLAT_MAP_INNER_SCHEDULER(
      test ->
          test.observable()
              .flatMap(
                  test.function(
                      "outer",
                      item ->
                          Observable.just(item)
                              .subscribeOn(test.scheduler())
                              .map(test.function("inner"))))
              .map(test.function("below"))),
  FLAT_MAP_FOREIGN_INNER(
      test -> test.observable().flatMap(item -> test.observable().map(test.function("inner")))),
  FLAT_MAP_SINGLE(test -> test.observable().flatMapSingle(item -> test.single())),
  FLAT_MAP_COMPLETABLE(test -> test.observable().flatMapCompletable(i -> test.completable())),
  CONCAT_MAP(
      test ->
          test.observable()
              .map(test.function("fused"))
              .concatMap(item -> test.observable().map(test.function("inner")))),
  CONCAT_MAP_EAGER(test -> test.observable().concatMapEager(item -> test.observable())),
  SWITCH_MAP(
      test -> test.observable().switchMap(item -> test.observable().map(test.function("inner")))),
  SWITCH_MAP_SINGLE(test -> test.observable().switchMapSingle(item -> test.single())),

  MERGE(test -> Observable.merge(test.observable(), test.observable()).map(test.function("f"))),
  ZIP(test -> Observable.zip(test.observable(), test.observable(), test.biFunction("zip"))),
  COMBINE_LATEST(
      test ->
          Observable.combineLatest(
              test.observable(), test.observable(), test.biFunction("combine"))),
  AMB(test -> Observable.ambArray(test.observable(), test.observable()).map(test.function("map"))),
  WITH_LATEST_FROM(
      test -> test.observable().withLatestFrom(Observable.just(0), test.biFunction("combine"))),
  TAKE_UNTIL(
      test ->
          Observable.never().takeUntil(test.observable()).doOnComplete(test.action("complete"))),

  PUBLISH_REF_COUNT(test -> test.observable().publish().refCount().map(test.function("map"))),
  PUBLISH_SELECTOR(
      test -> test.observable().publish(all -> all.mergeWith(all)).map(test.function("map"))),
  PUBLISH_CONNECT(
      test -> {
        ConnectableObservable<Integer> connectable = test.observable().publish();
        return connectable.doOnSubscribe(unused -> connectable.connect()).map(test.function("map"));
      }),
  REPLAY(test -> test.observable().replay(2).refCount().map(test.function("map"))),
  REPLAY_AUTO_CONNECT(test -> test.observable().replay().autoConnect().map(test.function("map"))),
  SHARE(test -> test.observable().share().map(test.function("map"))),
  CACHE(test -> test.observable().cache().map(test.function("map"))),
  GROUP_BY(
      test ->
          test.observable()
              .groupBy(test.function("key", item -> item % 2))
              .flatMap(group -> group.map(test.function("inGroup")))),
  WINDOW(test -> test.observable().window(2).flatMap(window -> window.map(test.function("in")))),
  WINDOW_BOUNDARY(
      test ->
          test.observable()
              .window(test.observable())
              .doOnNext(test.consumer("window"))
              .flatMap(window -> window)),
  BUFFER_BOUNDARY(test -> test.observable().buffer(test.observable()).map(test.function("map"))),
  BUFFER_TIME(
      test ->
          Observable.concat(test.observable(), timer(test))
              .buffer(20, TimeUnit.MILLISECONDS, test.scheduler())
              .map(test.function("map"))),

  RETRY(
      test -> {
        AtomicBoolean failed = new AtomicBoolean();
        return test.observable().doOnNext(item -> failOnce(failed)).retry(test.predicate("retry"));
      }),
  RETRY_WHEN(
      test -> {
        AtomicBoolean failed = new AtomicBoolean();
        return test.observable()
            .doOnNext(item -> failOnce(failed))
            .retryWhen(errors -> errors.map(test.function("when")));
      }),
  REPEAT(test -> test.observable().doOnSubscribe(test.consumer("onSubscribe")).repeat(2)),
  ON_ERROR_RESUME_NEXT(
      test ->
          test.observable()
              .concatWith(Observable.error(new ArithmeticException("on purpose")))
              .onErrorResumeNext(test.function("resume", error -> test.observable()))),
  DO_FINALLY(test -> test.observable().doFinally(test.action("finally")).map(test.function("map"))),
  USING(
      test ->
          Observable.using(
              test.supplier("resource", ""),
              test.function("source", resource -> test.observable()),
              test.consumer("cleanup"))),

  DELAY(
      test ->
          test.observable()
              .delay(1, TimeUnit.MILLISECONDS, test.scheduler())
              .map(test.function("map"))),
  DEBOUNCE(
      test ->
          Observable.concat(test.observable(), timer(test))
              .debounce(1, TimeUnit.NANOSECONDS, test.scheduler())
              .map(test.function("map"))),
  THROTTLE_LATEST(
      test ->
          test.observable()
              .throttleLatest(1, TimeUnit.MILLISECONDS, test.scheduler(), true)
              .map(test.function("map"))),
  TIMEOUT(
      test ->
          test.observable()
              .concatWith(Observable.never())
              .timeout(1, TimeUnit.MILLISECONDS, test.scheduler(), test.observable())
              .map(test.function("map"))),
  INTERVAL(
      test ->
          Observable.interval(1, TimeUnit.MILLISECONDS, test.scheduler())
              .take(3)
              .map(test.function("map")));

  private final Function<OperatorCase, Object> chain;

  ObservableChain(Function<OperatorCase, Object> chain) {
    this.chain = chain;
  }

  @Override
  public Object apply(OperatorCase test) throws Throwable {
    return chain.apply(test);
  }

  private static Object subject(OperatorCase test, Subject<Integer> subject) {
    test.later(
        () -> {
          subject.onNext(1);
          subject.onNext(2);
          subject.onComplete();
        });
    return test.wire((Observable<Integer>) subject).map(test.function("map"));
  }

  private static void failOnce(AtomicBoolean failed) {
    if (!failed.getAndSet(true)) {
      throw new ArithmeticException("on purpose");
    }
  }

  /** Keeps a chain open until the scheduler has had its time. */
  private static Observable<Integer> timer(OperatorCase test) {
    return Observable.timer(5, TimeUnit.MILLISECONDS, test.scheduler()).map(Long::intValue);
  }
}
