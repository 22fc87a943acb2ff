package dev.baton.rx;

import io.reactivex.rxjava3.core.BackpressureStrategy;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.functions.Function;
import io.reactivex.rxjava3.processors.PublishProcessor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Chains with callbacks that a {@code request}, and then a {@code cancel}, from below calls. */
@SuppressWarnings("ImmutableEnumChecker") // lambdas without state
enum UpwardFamily implements Function<Cell, Object> {
  DO_ON_REQUEST(cell -> quiet(cell).doOnRequest(n -> cell.see("request"))),
  LIFECYCLE(
      cell ->
          Flowable.never()
              .doOnLifecycle(
                  cell.consumer("onSubscribe"),
                  items -> cell.see("request"),
                  cell.action("cancel"))),
  GENERATE(
      cell -> {
        cell.expect("generate");
        return Flowable.<Integer, String>generate(
            cell.supplier("state", ""),
            (state, emitter) -> {
              cell.see("generate");
              emitter.onNext(1);
            },
            cell.consumer("disposeState"));
      }),
  ITERABLE(
      cell -> {
        cell.expect("next");
        return quietAfter(
            cell,
            Flowable.fromStream(Stream.iterate(1, i -> i + 1).peek(item -> cell.see("next"))));
      }),
  MAP_OF_RANGE(
      cell -> quietAfter(cell, Flowable.range(1, 99).map(cell.function("map")).map(i -> i))),
  CONCAT_OF_JUST(
      cell ->
          quietAfter(cell, Flowable.just(1).concatWith(Flowable.just(2)).map(cell.function("f")))),
  CREATE(
      cell ->
          Flowable.create(
              emitter -> emitter.setCancellable(cell.action("cancellable")::run),
              BackpressureStrategy.BUFFER)),
  USING(cell -> Flowable.using(() -> "", resource -> Flowable.never(), cell.consumer("cleanup"))),
  DO_FINALLY(cell -> Flowable.never().doFinally(cell.action("finally")).map(item -> item)),
  FLAT_MAP(cell -> Flowable.just(1).flatMap(item -> quiet(cell))),
  CONCAT_MAP(cell -> Flowable.just(1).hide().concatMap(item -> quiet(cell))),
  SWITCH_MAP(cell -> Flowable.just(1).switchMap(item -> quiet(cell))),
  MERGE(cell -> Flowable.merge(quiet(cell), Flowable.never())),
  ZIP(cell -> Flowable.zip(quiet(cell), Flowable.never(), (a, b) -> a)),
  TAKE_UNTIL(cell -> Flowable.never().takeUntil(quiet(cell))),
  REF_COUNT(cell -> quiet(cell).publish().refCount()),
  REPLAY(cell -> quiet(cell).replay().refCount()),
  SHARE(cell -> quiet(cell).share()),
  GROUP_BY(cell -> quiet(cell).groupBy(item -> item).flatMap(group -> group)),
  WINDOW(cell -> quiet(cell).window(2).flatMap(window -> window)),
  BUFFER(cell -> quiet(cell).buffer(2)),
  RETRY(cell -> quiet(cell).retry()),
  REPEAT(cell -> quiet(cell).repeat()),
  REBATCH(cell -> quiet(cell).rebatchRequests(2)),
  BACKPRESSURE(cell -> quiet(cell).onBackpressureBuffer()),
  OBSERVE_ON(cell -> quiet(cell).observeOn(cell.scheduler())),
  SUBSCRIBE_ON(
      cell ->
          Flowable.<Integer>generate(
                  emitter -> {
                    cell.see("generate");
                    emitter.onNext(1);
                  })
              .subscribeOn(cell.scheduler())),
  UNSUBSCRIBE_ON(cell -> quiet(cell).unsubscribeOn(cell.scheduler())),
  TIMEOUT(cell -> quiet(cell).timeout(1, TimeUnit.HOURS, cell.scheduler())),
  DELAY(cell -> quiet(cell).delay(1, TimeUnit.HOURS, cell.scheduler())),
  PARALLEL(cell -> quiet(cell).parallel(2).map(item -> item).sequential()),
  PARALLEL_RUN_ON(cell -> quiet(cell).parallel(2).runOn(cell.scheduler()).sequential()),
  FROM_PUBLISHER(
      cell -> {
        Flowable<Integer> source = quiet(cell);
        return Flowable.fromPublisher(subscriber -> source.subscribe(subscriber));
      }),
  PROCESSOR(cell -> PublishProcessor.create().mergeWith(quiet(cell)).onTerminateDetach()),

  OBSERVABLE_DO_ON_DISPOSE(
      cell -> Observable.never().doOnDispose(cell.action("dispose")).map(item -> item)),
  OBSERVABLE_CREATE(cell -> Observable.create(emitter -> emitter.setDisposable(disposable(cell)))),
  OBSERVABLE_USING(
      cell -> Observable.using(() -> "", resource -> Observable.never(), cell.consumer("cleanup"))),
  OBSERVABLE_FINALLY(cell -> Observable.never().doFinally(cell.action("finally"))),
  OBSERVABLE_FLAT_MAP(
      cell ->
          Observable.just(1)
              .flatMap(item -> Observable.never().doOnDispose(cell.action("dispose")))),
  OBSERVABLE_SHARE(cell -> Observable.never().doOnDispose(cell.action("dispose")).share()),
  OBSERVABLE_UNSUBSCRIBE_ON(
      cell ->
          Observable.never().doOnDispose(cell.action("dispose")).unsubscribeOn(cell.scheduler())),

  SINGLE(cell -> Single.never().doOnDispose(cell.action("dispose")).map(item -> item)),
  SINGLE_CREATE(cell -> Single.create(emitter -> emitter.setDisposable(disposable(cell)))),
  SINGLE_USING(
      cell -> Single.using(() -> "", resource -> Single.never(), cell.consumer("cleanup"))),
  SINGLE_FLAT_MAP(
      cell -> Single.just(1).flatMap(item -> Single.never().doFinally(cell.action("finally")))),
  MAYBE(cell -> Maybe.never().doOnDispose(cell.action("dispose")).map(item -> item)),
  MAYBE_CREATE(cell -> Maybe.create(emitter -> emitter.setDisposable(disposable(cell)))),
  MAYBE_FINALLY(cell -> Maybe.never().doFinally(cell.action("finally"))),
  COMPLETABLE(cell -> Completable.never().doOnDispose(cell.action("dispose")).hide()),
  COMPLETABLE_CREATE(
      cell -> Completable.create(emitter -> emitter.setDisposable(disposable(cell)))),
  COMPLETABLE_USING(
      cell ->
          Completable.using(() -> "", resource -> Completable.never(), cell.consumer("cleanup")));

  private final Function<Cell, Object> chain;

  UpwardFamily(Function<Cell, Object> chain) {
    this.chain = chain;
  }

  @Override
  public Object apply(Cell cell) throws Throwable {
    return chain.apply(cell);
  }

  /** Emits nothing; looks at what comes up. */
  private static Flowable<Integer> quiet(Cell cell) {
    return quietAfter(cell, Flowable.never());
  }

  private static Flowable<Integer> quietAfter(Cell cell, Flowable<Integer> source) {
    cell.expect("cancel");
    return source
        .concatWith(Flowable.never())
        .doOnRequest(items -> cell.see("request"))
        .doOnCancel(() -> cell.see("cancel"));
  }

  private static Disposable disposable(Cell cell) {
    return Disposable.fromAction(cell.action("disposable"));
  }
}
