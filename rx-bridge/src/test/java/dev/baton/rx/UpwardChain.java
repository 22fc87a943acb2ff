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
enum UpwardChain implements Function<OperatorCase, Object> {
  DO_ON_REQUEST(test -> quiet(test).doOnRequest(n -> test.see("request"))),
  LIFECYCLE(
      test ->
          Flowable.never()
              .doOnLifecycle(
                  test.consumer("onSubscribe"),
                  items -> test.see("request"),
                  test.action("cancel"))),
  GENERATE(
      test -> {
        test.expect("generate");
        return Flowable.<Integer, String>generate(
            test.supplier("state", ""),
            (state, emitter) -> {
              test.see("generate");
              emitter.onNext(1);
            },
            test.consumer("disposeState"));
      }),
  ITERABLE(
      test -> {
        test.expect("next");
        return quietAfter(
            test,
            Flowable.fromStream(Stream.iterate(1, i -> i + 1).peek(item -> test.see("next"))));
      }),
  MAP_OF_RANGE(
      test -> quietAfter(test, Flowable.range(1, 99).map(test.function("map")).map(i -> i))),
  CONCAT_OF_JUST(
      test ->
          quietAfter(test, Flowable.just(1).concatWith(Flowable.just(2)).map(test.function("f")))),
  CREATE(
      test ->
          Flowable.create(
              emitter -> emitter.setCancellable(test.action("cancellable")::run),
              BackpressureStrategy.BUFFER)),
  USING(test -> Flowable.using(() -> "", resource -> Flowable.never(), test.consumer("cleanup"))),
  DO_FINALLY(test -> Flowable.never().doFinally(test.action("finally")).map(item -> item)),
  FLAT_MAP(test -> Flowable.just(1).flatMap(item -> quiet(test))),
  CONCAT_MAP(test -> Flowable.just(1).hide().concatMap(item -> quiet(test))),
  SWITCH_MAP(test -> Flowable.just(1).switchMap(item -> quiet(test))),
  MERGE(test -> Flowable.merge(quiet(test), Flowable.never())),
  ZIP(test -> Flowable.zip(quiet(test), Flowable.never(), (a, b) -> a)),
  TAKE_UNTIL(test -> Flowable.never().takeUntil(quiet(test))),
  REF_COUNT(test -> quiet(test).publish().refCount()),
  REPLAY(test -> quiet(test).replay().refCount()),
  SHARE(test -> quiet(test).share()),
  GROUP_BY(test -> quiet(test).groupBy(item -> item).flatMap(group -> group)),
  WINDOW(test -> quiet(test).window(2).flatMap(window -> window)),
  BUFFER(test -> quiet(test).buffer(2)),
  RETRY(test -> quiet(test).retry()),
  REPEAT(test -> quiet(test).repeat()),
  REBATCH(test -> quiet(test).rebatchRequests(2)),
  BACKPRESSURE(test -> quiet(test).onBackpressureBuffer()),
  OBSERVE_ON(test -> quiet(test).observeOn(test.scheduler())),
  SUBSCRIBE_ON(
      test ->
          Flowable.<Integer>generate(
                  emitter -> {
                    test.see("generate");
                    emitter.onNext(1);
                  })
              .subscribeOn(test.scheduler())),
  UNSUBSCRIBE_ON(test -> quiet(test).unsubscribeOn(test.scheduler())),
  TIMEOUT(test -> quiet(test).timeout(1, TimeUnit.HOURS, test.scheduler())),
  DELAY(test -> quiet(test).delay(1, TimeUnit.HOURS, test.scheduler())),
  PARALLEL(test -> quiet(test).parallel(2).map(item -> item).sequential()),
  PARALLEL_RUN_ON(test -> quiet(test).parallel(2).runOn(test.scheduler()).sequential()),
  FROM_PUBLISHER(
      test -> {
        Flowable<Integer> source = quiet(test);
        return Flowable.fromPublisher(subscriber -> source.subscribe(subscriber));
      }),
  PROCESSOR(test -> PublishProcessor.create().mergeWith(quiet(test)).onTerminateDetach()),

  OBSERVABLE_DO_ON_DISPOSE(
      test -> Observable.never().doOnDispose(test.action("dispose")).map(item -> item)),
  OBSERVABLE_CREATE(test -> Observable.create(emitter -> emitter.setDisposable(disposable(test)))),
  OBSERVABLE_USING(
      test -> Observable.using(() -> "", resource -> Observable.never(), test.consumer("cleanup"))),
  OBSERVABLE_FINALLY(test -> Observable.never().doFinally(test.action("finally"))),
  OBSERVABLE_FLAT_MAP(
      test ->
          Observable.just(1)
              .flatMap(item -> Observable.never().doOnDispose(test.action("dispose")))),
  OBSERVABLE_SHARE(test -> Observable.never().doOnDispose(test.action("dispose")).share()),
  OBSERVABLE_UNSUBSCRIBE_ON(
      test ->
          Observable.never().doOnDispose(test.action("dispose")).unsubscribeOn(test.scheduler())),

  SINGLE(test -> Single.never().doOnDispose(test.action("dispose")).map(item -> item)),
  SINGLE_CREATE(test -> Single.create(emitter -> emitter.setDisposable(disposable(test)))),
  SINGLE_USING(
      test -> Single.using(() -> "", resource -> Single.never(), test.consumer("cleanup"))),
  SINGLE_FLAT_MAP(
      test -> Single.just(1).flatMap(item -> Single.never().doFinally(test.action("finally")))),
  MAYBE(test -> Maybe.never().doOnDispose(test.action("dispose")).map(item -> item)),
  MAYBE_CREATE(test -> Maybe.create(emitter -> emitter.setDisposable(disposable(test)))),
  MAYBE_FINALLY(test -> Maybe.never().doFinally(test.action("finally"))),
  COMPLETABLE(test -> Completable.never().doOnDispose(test.action("dispose")).hide()),
  COMPLETABLE_CREATE(
      test -> Completable.create(emitter -> emitter.setDisposable(disposable(test)))),
  COMPLETABLE_USING(
      test ->
          Completable.using(() -> "", resource -> Completable.never(), test.consumer("cleanup")));

  private final Function<OperatorCase, Object> chain;

  UpwardChain(Function<OperatorCase, Object> chain) {
    this.chain = chain;
  }

  @Override
  public Object apply(OperatorCase test) throws Throwable {
    return chain.apply(test);
  }

  /** Emits nothing; looks at what comes up. */
  private static Flowable<Integer> quiet(OperatorCase test) {
    return quietAfter(test, Flowable.never());
  }

  private static Flowable<Integer> quietAfter(OperatorCase test, Flowable<Integer> source) {
    test.expect("cancel");
    return source
        .concatWith(Flowable.never())
        .doOnRequest(items -> test.see("request"))
        .doOnCancel(() -> test.see("cancel"));
  }

  private static Disposable disposable(OperatorCase test) {
    return Disposable.fromAction(test.action("disposable"));
  }
}
