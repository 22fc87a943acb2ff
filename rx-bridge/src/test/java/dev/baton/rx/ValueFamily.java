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
enum ValueFamily implements Function<Cell, Object> {
  SINGLE_CREATE(cell -> cell.single().map(cell.function("map"))),
  SINGLE_SUBJECT(
      cell -> {
        SingleSubject<Integer> subject = SingleSubject.create();
        cell.later(() -> subject.onSuccess(1));
        return cell.wire((Single<Integer>) subject).map(cell.function("map"));
      }),
  SINGLE_FROM_STAGE(
      cell -> {
        CompletableFuture<Integer> future = new CompletableFuture<>();
        cell.later(() -> future.complete(1));
        return cell.wire(Single.fromCompletionStage(future)).map(cell.function("map"));
      }),
  SINGLE_FROM_PUBLISHER(
      cell -> cell.wire(Single.fromPublisher(cell.flowable().take(1))).map(cell.function("map"))),
  SINGLE_FLAT_MAP(cell -> cell.single().flatMap(cell.function("flatMap", item -> cell.single()))),
  SINGLE_FLAT_MAP_OBSERVABLE(
      cell -> cell.single().flatMapObservable(cell.function("flatMap", i -> cell.observable()))),
  SINGLE_OBSERVE_ON(cell -> cell.single().observeOn(cell.scheduler()).map(cell.function("map"))),
  SINGLE_SUBSCRIBE_ON(
      cell ->
          Single.fromSupplier(cell.supplier("supplier", 1))
              .subscribeOn(cell.scheduler())
              .map(cell.function("map"))
              .flatMap(item -> cell.single())),
  SINGLE_ZIP(cell -> Single.zip(cell.single(), cell.single(), cell.biFunction("zip"))),
  SINGLE_AMB(cell -> Single.amb(List.of(cell.single(), cell.single())).map(cell.function("f"))),
  SINGLE_CACHE(cell -> cell.single().cache().map(cell.function("map"))),
  SINGLE_RETRY(
      cell -> {
        AtomicBoolean failed = new AtomicBoolean();
        return cell.single()
            .map(
                item -> {
                  if (!failed.getAndSet(true)) {
                    throw new ArithmeticException("on purpose");
                  }
                  return item;
                })
            .retry(cell.predicate("retry"));
      }),
  SINGLE_REPEAT(cell -> cell.single().repeat(2).map(cell.function("map"))),
  SINGLE_RESUME(
      cell ->
          cell.single()
              .flatMap(item -> Single.<Integer>error(new ArithmeticException("on purpose")))
              .onErrorResumeNext(cell.function("resume", error -> cell.single()))),
  SINGLE_DO_FINALLY(
      cell -> cell.single().doFinally(cell.action("finally")).map(cell.function("map"))),
  SINGLE_USING(
      cell ->
          Single.using(
              cell.supplier("resource", ""),
              cell.function("source", resource -> cell.single()),
              cell.consumer("cleanup"))),
  SINGLE_DELAY(
      cell ->
          cell.single()
              .delay(1, TimeUnit.MILLISECONDS, cell.scheduler())
              .map(cell.function("map"))),
  SINGLE_TIMEOUT(
      cell ->
          cell.single()
              .flatMap(item -> Single.<Integer>never())
              .timeout(1, TimeUnit.MILLISECONDS, cell.scheduler(), cell.single())
              .map(cell.function("map"))),
  SINGLE_DO_ON_LIFECYCLE(
      cell -> cell.single().doOnSubscribe(cell.consumer("s")).doOnTerminate(cell.action("t"))),

  MAYBE_CREATE(cell -> cell.maybe().map(cell.function("map"))),
  MAYBE_SUBJECT(
      cell -> {
        MaybeSubject<Integer> subject = MaybeSubject.create();
        cell.later(subject::onComplete);
        return cell.wire((Maybe<Integer>) subject).doOnComplete(cell.action("complete"));
      }),
  MAYBE_FROM_STAGE(
      cell -> {
        CompletableFuture<Integer> future = new CompletableFuture<>();
        cell.later(() -> future.complete(1));
        return cell.wire(Maybe.fromCompletionStage(future)).map(cell.function("map"));
      }),
  MAYBE_FLAT_MAP(cell -> cell.maybe().flatMap(cell.function("flatMap", item -> cell.maybe()))),
  MAYBE_SWITCH_IF_EMPTY(cell -> cell.maybe().filter(item -> false).switchIfEmpty(cell.single())),
  MAYBE_OBSERVE_ON(cell -> cell.maybe().observeOn(cell.scheduler()).map(cell.function("map"))),
  MAYBE_CACHE(cell -> cell.maybe().cache().map(cell.function("map"))),
  MAYBE_DO_FINALLY(
      cell -> cell.maybe().doFinally(cell.action("finally")).map(cell.function("map"))),
  MAYBE_USING(
      cell ->
          Maybe.using(
              cell.supplier("resource", ""),
              cell.function("source", resource -> cell.maybe()),
              cell.consumer("cleanup"))),
  MAYBE_MERGE(cell -> Maybe.merge(cell.maybe(), cell.maybe()).map(cell.function("map"))),
  MAYBE_DELAY(
      cell ->
          cell.maybe().delay(1, TimeUnit.MILLISECONDS, cell.scheduler()).map(cell.function("map"))),

  COMPLETABLE_CREATE(cell -> cell.completable().doOnComplete(cell.action("complete"))),
  COMPLETABLE_SUBJECT(
      cell -> {
        CompletableSubject subject = CompletableSubject.create();
        cell.later(subject::onComplete);
        return cell.wire((Completable) subject).doOnComplete(cell.action("complete"));
      }),
  COMPLETABLE_FROM_STAGE(
      cell -> {
        CompletableFuture<Void> future = new CompletableFuture<>();
        cell.later(() -> future.complete(null));
        return cell.wire(Completable.fromCompletionStage(future));
      }),
  COMPLETABLE_AND_THEN(cell -> cell.completable().andThen(cell.single()).map(cell.function("map"))),
  COMPLETABLE_AND_THEN_OBSERVABLE(
      cell ->
          cell.completable().andThen(Observable.defer(cell.supplier("defer", Observable.just(1))))),
  COMPLETABLE_MERGE(
      cell ->
          Completable.mergeArray(cell.completable(), cell.completable())
              .doOnComplete(cell.action("complete"))),
  COMPLETABLE_OBSERVE_ON(
      cell -> cell.completable().observeOn(cell.scheduler()).doOnComplete(cell.action("f"))),
  COMPLETABLE_CACHE(cell -> cell.completable().cache().doOnComplete(cell.action("complete"))),
  COMPLETABLE_DO_FINALLY(cell -> cell.completable().doFinally(cell.action("finally"))),
  COMPLETABLE_USING(
      cell ->
          Completable.using(
              cell.supplier("resource", ""),
              cell.function("source", resource -> cell.completable()),
              cell.consumer("cleanup"))),
  COMPLETABLE_DELAY(
      cell ->
          cell.completable()
              .delay(1, TimeUnit.MILLISECONDS, cell.scheduler())
              .doOnComplete(cell.action("complete"))),
  COMPLETABLE_TIMEOUT(
      cell ->
          cell.completable()
              .andThen(Completable.never())
              .timeout(1, TimeUnit.MILLISECONDS, cell.scheduler(), cell.completable())
              .doOnComplete(cell.action("complete")));

  private final Function<Cell, Object> chain;

  ValueFamily(Function<Cell, Object> chain) {
    this.chain = chain;
  }

  @Override
  public Object apply(Cell cell) throws Throwable {
    return chain.apply(cell);
  }
}
