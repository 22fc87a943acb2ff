package dev.baton.rx;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.functions.Function;
import io.reactivex.rxjava3.subjects.CompletableSubject;
import io.reactivex.rxjava3.subjects.MaybeSubject;
import io.reactivex.rxjava3.subjects.SingleSubject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Chains of {@link Single}, {@link Maybe} and {@link Completable}. */
@SuppressWarnings("ImmutableEnumChecker") // lambdas without state
enum ValueChain implements Function<OperatorCase, Object> {
  SINGLE_CREATE(test -> test.single().map(test.function("map"))),
  SINGLE_SUBJECT(
      test -> {
        SingleSubject<Integer> subject = SingleSubject.create();
        test.later(() -> subject.onSuccess(1));
        return test.wire((Single<Integer>) subject).map(test.function("map"));
      }),
  SINGLE_FROM_STAGE(
      test -> {
        CompletableFuture<Integer> future = new CompletableFuture<>();
        test.later(() -> future.complete(1));
        return test.wire(Single.fromCompletionStage(future)).map(test.function("map"));
      }),
  SINGLE_FROM_PUBLISHER(
      test -> test.wire(Single.fromPublisher(test.flowable().take(1))).map(test.function("map"))),
  SINGLE_FLAT_MAP(test -> test.single().flatMap(test.function("flatMap", item -> test.single()))),
  SINGLE_FLAT_MAP_OBSERVABLE(
      test -> test.single().flatMapObservable(test.function("flatMap", i -> test.observable()))),
  SINGLE_OBSERVE_ON(test -> test.single().observeOn(test.scheduler()).map(test.function("map"))),
  SINGLE_SUBSCRIBE_ON(
      test ->
          Single.fromSupplier(test.supplier("supplier", 1))
              .subscribeOn(test.scheduler())
              .map(test.function("map"))
              .flatMap(item -> test.single())),
  SINGLE_ZIP(test -> Single.zip(test.single(), test.single(), test.biFunction("zip"))),
  SINGLE_AMB(test -> Single.amb(List.of(test.single(), test.single())).map(test.function("f"))),
  SINGLE_CACHE(test -> test.single().cache().map(test.function("map"))),
  SINGLE_RETRY(
      test -> {
        AtomicBoolean failed = new AtomicBoolean();
        return test.single()
            .map(
                item -> {
                  if (!failed.getAndSet(true)) {
                    throw new ArithmeticException("on purpose");
                  }
                  return item;
                })
            .retry(test.predicate("retry"));
      }),
  SINGLE_REPEAT(test -> test.single().repeat(2).map(test.function("map"))),
  SINGLE_RESUME(
      test ->
          test.single()
              .flatMap(item -> Single.<Integer>error(new ArithmeticException("on purpose")))
              .onErrorResumeNext(test.function("resume", error -> test.single()))),
  SINGLE_DO_FINALLY(
      test -> test.single().doFinally(test.action("finally")).map(test.function("map"))),
  SINGLE_USING(
      test ->
          Single.using(
              test.supplier("resource", ""),
              test.function("source", resource -> test.single()),
              test.consumer("cleanup"))),
  SINGLE_DELAY(
      test ->
          test.single()
              .delay(1, TimeUnit.MILLISECONDS, test.scheduler())
              .map(test.function("map"))),
  SINGLE_TIMEOUT(
      test ->
          test.single()
              .flatMap(item -> Single.<Integer>never())
              .timeout(1, TimeUnit.MILLISECONDS, test.scheduler(), test.single())
              .map(test.function("map"))),
  SINGLE_DO_ON_LIFECYCLE(
      test -> test.single().doOnSubscribe(test.consumer("s")).doOnTerminate(test.action("t"))),

  MAYBE_CREATE(test -> test.maybe().map(test.function("map"))),
  MAYBE_SUBJECT(
      test -> {
        MaybeSubject<Integer> subject = MaybeSubject.create();
        test.later(subject::onComplete);
        return test.wire((Maybe<Integer>) subject).doOnComplete(test.action("complete"));
      }),
  MAYBE_FROM_STAGE(
      test -> {
        CompletableFuture<Integer> future = new CompletableFuture<>();
        test.later(() -> future.complete(1));
        return test.wire(Maybe.fromCompletionStage(future)).map(test.function("map"));
      }),
  MAYBE_FLAT_MAP(test -> test.maybe().flatMap(test.function("flatMap", item -> test.maybe()))),
  MAYBE_SWITCH_IF_EMPTY(test -> test.maybe().filter(item -> false).switchIfEmpty(test.single())),
  MAYBE_OBSERVE_ON(test -> test.maybe().observeOn(test.scheduler()).map(test.function("map"))),
  MAYBE_CACHE(test -> test.maybe().cache().map(test.function("map"))),
  MAYBE_DO_FINALLY(
      test -> test.maybe().doFinally(test.action("finally")).map(test.function("map"))),
  MAYBE_USING(
      test ->
          Maybe.using(
              test.supplier("resource", ""),
              test.function("source", resource -> test.maybe()),
              test.consumer("cleanup"))),
  MAYBE_MERGE(test -> Maybe.merge(test.maybe(), test.maybe()).map(test.function("map"))),
  MAYBE_DELAY(
      test ->
          test.maybe().delay(1, TimeUnit.MILLISECONDS, test.scheduler()).map(test.function("map"))),

  COMPLETABLE_CREATE(test -> test.completable().doOnComplete(test.action("complete"))),
  COMPLETABLE_SUBJECT(
      test -> {
        CompletableSubject subject = CompletableSubject.create();
        test.later(subject::onComplete);
        return test.wire((Completable) subject).doOnComplete(test.action("complete"));
      }),
  COMPLETABLE_FROM_STAGE(
      test -> {
        CompletableFuture<Void> future = new CompletableFuture<>();
        test.later(() -> future.complete(null));
        return test.wire(Completable.fromCompletionStage(future));
      }),
  COMPLETABLE_AND_THEN(test -> test.completable().andThen(test.single()).map(test.function("map"))),
  COMPLETABLE_AND_THEN_OBSERVABLE(
      test ->
          test.completable().andThen(Observable.defer(test.supplier("defer", Observable.just(1))))),
  COMPLETABLE_MERGE(
      test ->
          Completable.mergeArray(test.completable(), test.completable())
              .doOnComplete(test.action("complete"))),
  COMPLETABLE_OBSERVE_ON(
      test -> test.completable().observeOn(test.scheduler()).doOnComplete(test.action("f"))),
  COMPLETABLE_CACHE(test -> test.completable().cache().doOnComplete(test.action("complete"))),
  COMPLETABLE_DO_FINALLY(test -> test.completable().doFinally(test.action("finally"))),
  COMPLETABLE_USING(
      test ->
          Completable.using(
              test.supplier("resource", ""),
              test.function("source", resource -> test.completable()),
              test.consumer("cleanup"))),
  COMPLETABLE_DELAY(
      test ->
          test.completable()
              .delay(1, TimeUnit.MILLISECONDS, test.scheduler())
              .doOnComplete(test.action("complete"))),
  COMPLETABLE_TIMEOUT(
      test ->
          test.completable()
              .andThen(Completable.never())
              .timeout(1, TimeUnit.MILLISECONDS, test.scheduler(), test.completable())
              .doOnComplete(test.action("complete")));

  private final Function<OperatorCase, Object> chain;

  ValueChain(Function<OperatorCase, Object> chain) {
    this.chain = chain;
  }

  @Override
  public Object apply(OperatorCase test) throws Throwable {
    return chain.apply(test);
  }
}
