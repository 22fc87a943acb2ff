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
enum ObservableFamily implements Function<Cell, Object> {
  CREATE(cell -> cell.observable().map(cell.function("map"))),
  FROM_PUBLISHER(
      cell -> cell.wire(Observable.fromPublisher(cell.flowable())).map(cell.function("map"))),
  FROM_COMPLETION_STAGE(
      cell -> {
        CompletableFuture<Integer> future = new CompletableFuture<>();
        cell.later(() -> future.complete(1));
        return cell.wire(Observable.fromCompletionStage(future)).map(cell.function("map"));
      }),
  PUBLISH_SUBJECT(cell -> subject(cell, PublishSubject.create())),
  BEHAVIOR_SUBJECT(cell -> subject(cell, BehaviorSubject.create())),
  REPLAY_SUBJECT(cell -> subject(cell, ReplaySubject.create())),
  ASYNC_SUBJECT(cell -> subject(cell, AsyncSubject.create())),
  UNICAST_SUBJECT(cell -> subject(cell, UnicastSubject.create())),
  SERIALIZED_SUBJECT(cell -> subject(cell, PublishSubject.<Integer>create().toSerialized())),

  OBSERVE_ON(cell -> cell.observable().observeOn(cell.scheduler()).map(cell.function("map"))),
  SUBSCRIBE_ON(
      cell ->
          Observable.fromSupplier(cell.supplier("supplier", 1))
              .subscribeOn(cell.scheduler())
              .concatWith(cell.observable())
              .map(cell.function("map"))),
  FUSED_ITERABLE(
      cell ->
          cell.observable()
              .flatMapIterable(cell.function("iterable", List::of))
              .observeOn(cell.scheduler())
              .map(cell.function("map"))),
  FLAT_MAP(
      cell ->
          cell.observable()
              .flatMap(cell.function("flatMap", Observable::just), cell.biFunction("combine"))),
  FLAT_MAP_INNER_SCHEDULER(
      cell ->
          cell.observable()
              .flatMap(
                  cell.function(
                      "outer",
                      item ->
                          Observable.just(item)
                              .subscribeOn(cell.scheduler())
                              .map(cell.function("inner"))))
              .map(cell.function("below"))),
  FLAT_MAP_FOREIGN_INNER(
      cell -> cell.observable().flatMap(item -> cell.observable().map(cell.function("inner")))),
  FLAT_MAP_SINGLE(cell -> cell.observable().flatMapSingle(item -> cell.single())),
  FLAT_MAP_COMPLETABLE(cell -> cell.observable().flatMapCompletable(i -> cell.completable())),
  CONCAT_MAP(
      cell ->
          cell.observable()
              .map(cell.function("fused"))
              .concatMap(item -> cell.observable().map(cell.function("inner")))),
  CONCAT_MAP_EAGER(cell -> cell.observable().concatMapEager(item -> cell.observable())),
  SWITCH_MAP(
      cell -> cell.observable().switchMap(item -> cell.observable().map(cell.function("inner")))),
  SWITCH_MAP_SINGLE(cell -> cell.observable().switchMapSingle(item -> cell.single())),

  MERGE(cell -> Observable.merge(cell.observable(), cell.observable()).map(cell.function("f"))),
  ZIP(cell -> Observable.zip(cell.observable(), cell.observable(), cell.biFunction("zip"))),
  COMBINE_LATEST(
      cell ->
          Observable.combineLatest(
              cell.observable(), cell.observable(), cell.biFunction("combine"))),
  AMB(cell -> Observable.ambArray(cell.observable(), cell.observable()).map(cell.function("map"))),
  WITH_LATEST_FROM(
      cell -> cell.observable().withLatestFrom(Observable.just(0), cell.biFunction("combine"))),
  TAKE_UNTIL(
      cell ->
          Observable.never().takeUntil(cell.observable()).doOnComplete(cell.action("complete"))),

  PUBLISH_REF_COUNT(cell -> cell.observable().publish().refCount().map(cell.function("map"))),
  PUBLISH_SELECTOR(
      cell -> cell.observable().publish(all -> all.mergeWith(all)).map(cell.function("map"))),
  PUBLISH_CONNECT(
      cell -> {
        ConnectableObservable<Integer> connectable = cell.observable().publish();
        return connectable.doOnSubscribe(unused -> connectable.connect()).map(cell.function("map"));
      }),
  REPLAY(cell -> cell.observable().replay(2).refCount().map(cell.function("map"))),
  REPLAY_AUTO_CONNECT(cell -> cell.observable().replay().autoConnect().map(cell.function("map"))),
  SHARE(cell -> cell.observable().share().map(cell.function("map"))),
  CACHE(cell -> cell.observable().cache().map(cell.function("map"))),
  GROUP_BY(
      cell ->
          cell.observable()
              .groupBy(cell.function("key", item -> item % 2))
              .flatMap(group -> group.map(cell.function("inGroup")))),
  WINDOW(cell -> cell.observable().window(2).flatMap(window -> window.map(cell.function("in")))),
  WINDOW_BOUNDARY(
      cell ->
          cell.observable()
              .window(cell.observable())
              .doOnNext(cell.consumer("window"))
              .flatMap(window -> window)),
  BUFFER_BOUNDARY(cell -> cell.observable().buffer(cell.observable()).map(cell.function("map"))),
  BUFFER_TIME(
      cell ->
          Observable.concat(cell.observable(), timer(cell))
              .buffer(20, TimeUnit.MILLISECONDS, cell.scheduler())
              .map(cell.function("map"))),

  RETRY(
      cell -> {
        AtomicBoolean failed = new AtomicBoolean();
        return cell.observable().doOnNext(item -> failOnce(failed)).retry(cell.predicate("retry"));
      }),
  RETRY_WHEN(
      cell -> {
        AtomicBoolean failed = new AtomicBoolean();
        return cell.observable()
            .doOnNext(item -> failOnce(failed))
            .retryWhen(errors -> errors.map(cell.function("when")));
      }),
  REPEAT(cell -> cell.observable().doOnSubscribe(cell.consumer("onSubscribe")).repeat(2)),
  ON_ERROR_RESUME_NEXT(
      cell ->
          cell.observable()
              .concatWith(Observable.error(new ArithmeticException("on purpose")))
              .onErrorResumeNext(cell.function("resume", error -> cell.observable()))),
  DO_FINALLY(cell -> cell.observable().doFinally(cell.action("finally")).map(cell.function("map"))),
  USING(
      cell ->
          Observable.using(
              cell.supplier("resource", ""),
              cell.function("source", resource -> cell.observable()),
              cell.consumer("cleanup"))),

  DELAY(
      cell ->
          cell.observable()
              .delay(1, TimeUnit.MILLISECONDS, cell.scheduler())
              .map(cell.function("map"))),
  DEBOUNCE(
      cell ->
          Observable.concat(cell.observable(), timer(cell))
              .debounce(1, TimeUnit.NANOSECONDS, cell.scheduler())
              .map(cell.function("map"))),
  THROTTLE_LATEST(
      cell ->
          cell.observable()
              .throttleLatest(1, TimeUnit.MILLISECONDS, cell.scheduler(), true)
              .map(cell.function("map"))),
  TIMEOUT(
      cell ->
          cell.observable()
              .concatWith(Observable.never())
              .timeout(1, TimeUnit.MILLISECONDS, cell.scheduler(), cell.observable())
              .map(cell.function("map"))),
  INTERVAL(
      cell ->
          Observable.interval(1, TimeUnit.MILLISECONDS, cell.scheduler())
              .take(3)
              .map(cell.function("map")));

  private final Function<Cell, Object> chain;

  ObservableFamily(Function<Cell, Object> chain) {
    this.chain = chain;
  }

  @Override
  public Object apply(Cell cell) throws Throwable {
    return chain.apply(cell);
  }

  private static Object subject(Cell cell, Subject<Integer> subject) {
    cell.later(
        () -> {
          subject.onNext(1);
          subject.onNext(2);
          subject.onComplete();
        });
    return cell.wire((Observable<Integer>) subject).map(cell.function("map"));
  }

  private static void failOnce(AtomicBoolean failed) {
    if (!failed.getAndSet(true)) {
      throw new ArithmeticException("on purpose");
    }
  }

  /** Keeps a chain open until the scheduler has had its time. */
  private static Observable<Integer> timer(Cell cell) {
    return Observable.timer(5, TimeUnit.MILLISECONDS, cell.scheduler()).map(Long::intValue);
  }
}
