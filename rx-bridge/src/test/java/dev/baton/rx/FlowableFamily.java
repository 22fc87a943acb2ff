package dev.baton.rx;

import io.reactivex.rxjava3.core.BackpressureStrategy;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.flowables.ConnectableFlowable;
import io.reactivex.rxjava3.functions.Function;
import io.reactivex.rxjava3.processors.AsyncProcessor;
import io.reactivex.rxjava3.processors.BehaviorProcessor;
import io.reactivex.rxjava3.processors.FlowableProcessor;
import io.reactivex.rxjava3.processors.MulticastProcessor;
import io.reactivex.rxjava3.processors.PublishProcessor;
import io.reactivex.rxjava3.processors.ReplayProcessor;
import io.reactivex.rxjava3.processors.UnicastProcessor;
import io.reactivex.rxjava3.subjects.SingleSubject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** Chains of {@link Flowable}, one for each kind of operator that is more than straight. */
@SuppressWarnings("ImmutableEnumChecker") // lambdas without state
enum FlowableFamily implements Function<Cell, Object> {
  CREATE(cell -> cell.flowable().map(cell.function("map"))),
  FROM_PUBLISHER(
      cell ->
          cell.wire(
                  Flowable.<Integer>fromPublisher(
                      subscriber -> {
                        PublishProcessor<Integer> processor = PublishProcessor.create();
                        processor.subscribe(subscriber);
                        cell.later(() -> emit(processor));
                      }))
              .map(cell.function("map"))),
  FROM_COMPLETION_STAGE(
      cell -> {
        CompletableFuture<Integer> future = new CompletableFuture<>();
        cell.later(() -> future.complete(1));
        return cell.wire(Flowable.fromCompletionStage(future)).map(cell.function("map"));
      }),
  PUBLISH_PROCESSOR(cell -> processor(cell, PublishProcessor.create())),
  BEHAVIOR_PROCESSOR(cell -> processor(cell, BehaviorProcessor.create())),
  REPLAY_PROCESSOR(cell -> processor(cell, ReplayProcessor.create())),
  ASYNC_PROCESSOR(cell -> processor(cell, AsyncProcessor.create())),
  UNICAST_PROCESSOR(cell -> processor(cell, UnicastProcessor.create())),
  MULTICAST_PROCESSOR(
      cell -> {
        MulticastProcessor<Integer> processor = MulticastProcessor.create();
        processor.start();
        return processor(cell, processor);
      }),
  SERIALIZED_PROCESSOR(cell -> processor(cell, PublishProcessor.<Integer>create().toSerialized())),

  OBSERVE_ON(cell -> cell.flowable().observeOn(cell.scheduler()).map(cell.function("map"))),
  SUBSCRIBE_ON(
      cell ->
          Flowable.fromSupplier(cell.supplier("supplier", 1))
              .subscribeOn(cell.scheduler())
              .concatWith(cell.flowable())
              .map(cell.function("map"))),
  CONDITIONAL(
      cell ->
          cell.flowable()
              .observeOn(cell.scheduler())
              .filter(cell.predicate("filter"))
              .map(cell.function("map"))
              .distinctUntilChanged()),
  FUSED_SYNC(
      cell ->
          cell.flowable()
              .concatMap(cell.function("outer", item -> Flowable.range(item, 3)))
              .observeOn(cell.scheduler())
              .map(cell.function("map"))),
  FUSED_ASYNC(
      cell ->
          cell.wire(unicast(cell))
              .doOnNext(cell.consumer("onNext"))
              .concatMap(cell.function("concatMap", Flowable::just))),
  FUSED_ITERABLE(
      cell ->
          cell.flowable()
              .toList()
              .flattenAsFlowable(cell.function("flatten"))
              .filter(cell.predicate("filter"))
              .observeOn(cell.scheduler())
              .map(cell.function("map"))),

  FLAT_MAP(
      cell ->
          cell.flowable()
              .flatMap(cell.function("flatMap", Flowable::just), cell.biFunction("combine"))),
  FLAT_MAP_INNER_SCHEDULER(
      cell ->
          cell.flowable()
              .flatMap(
                  cell.function(
                      "outer",
                      item ->
                          Flowable.just(item)
                              .subscribeOn(cell.scheduler())
                              .map(cell.function("inner"))))
              .map(cell.function("below"))),
  FLAT_MAP_FOREIGN_INNER(
      cell ->
          cell.flowable()
              .flatMap(item -> cell.flowable().map(cell.function("inner")))
              .map(cell.function("below"))),
  FLAT_MAP_SINGLE(cell -> cell.flowable().flatMapSingle(item -> cell.single())),
  FLAT_MAP_MAYBE(cell -> cell.flowable().flatMapMaybe(item -> cell.maybe())),
  FLAT_MAP_COMPLETABLE(
      cell ->
          cell.flowable()
              .flatMapCompletable(item -> cell.completable())
              .doOnComplete(cell.action("onComplete"))),
  FLAT_MAP_STREAM(
      cell -> cell.flowable().flatMapStream(cell.function("flatMapStream", Stream::of))),
  CONCAT_MAP(
      cell ->
          cell.flowable()
              .map(cell.function("fused"))
              .concatMap(item -> cell.flowable().map(cell.function("inner")))),
  CONCAT_MAP_EAGER(
      cell -> cell.flowable().concatMapEager(item -> cell.flowable().map(cell.function("inner")))),
  CONCAT_MAP_SINGLE(cell -> cell.flowable().concatMapSingle(item -> cell.single())),
  SWITCH_MAP(
      cell -> cell.flowable().switchMap(item -> cell.flowable().map(cell.function("inner")))),

  MERGE(cell -> Flowable.merge(cell.flowable(), cell.flowable()).map(cell.function("map"))),
  CONCAT(cell -> Flowable.concat(cell.flowable(), cell.flowable()).map(cell.function("map"))),
  ZIP(cell -> Flowable.zip(cell.flowable(), cell.flowable(), cell.biFunction("zip"))),
  COMBINE_LATEST(
      cell -> Flowable.combineLatest(cell.flowable(), cell.flowable(), cell.biFunction("combine"))),
  AMB(cell -> Flowable.ambArray(cell.flowable(), cell.flowable()).map(cell.function("map"))),
  WITH_LATEST_FROM(
      cell -> cell.flowable().withLatestFrom(Flowable.just(0), cell.biFunction("combine"))),
  SEQUENCE_EQUAL(
      cell ->
          Flowable.sequenceEqual(
              cell.flowable(),
              cell.flowable(),
              (a, b) -> {
                cell.see("equal");
                return a.equals(b);
              })),
  JOIN(
      cell ->
          cell.flowable()
              .join(
                  Flowable.just(0),
                  cell.function("left", item -> Flowable.never()),
                  cell.function("right", item -> Flowable.never()),
                  cell.biFunction("join"))),
  TAKE_UNTIL(
      cell -> Flowable.never().takeUntil(cell.flowable()).doOnComplete(cell.action("onComplete"))),
  SKIP_UNTIL(
      cell ->
          Flowable.concat(Flowable.just(1), cell.flowable())
              .skipUntil(Flowable.just(1))
              .map(cell.function("map"))),

  PUBLISH_REF_COUNT(cell -> cell.flowable().publish().refCount().map(cell.function("map"))),
  PUBLISH_SELECTOR(
      cell -> cell.flowable().publish(all -> all.mergeWith(all)).map(cell.function("map"))),
  PUBLISH_CONNECT(
      cell -> {
        ConnectableFlowable<Integer> connectable = cell.flowable().publish();
        return connectable.doOnSubscribe(unused -> connectable.connect()).map(cell.function("map"));
      }),
  AUTO_CONNECT(cell -> cell.flowable().publish().autoConnect().map(cell.function("map"))),
  REPLAY(cell -> cell.flowable().replay(2).refCount().map(cell.function("map"))),
  SHARE(cell -> cell.flowable().share().map(cell.function("map"))),
  CACHE(cell -> cell.flowable().cache().map(cell.function("map"))),
  GROUP_BY(
      cell ->
          cell.flowable()
              .groupBy(cell.function("key", item -> item % 2))
              .flatMap(group -> group.map(cell.function("inGroup")))),
  WINDOW(
      cell -> cell.flowable().window(2).flatMap(window -> window.map(cell.function("inWindow")))),
  WINDOW_BOUNDARY(
      cell ->
          cell.flowable()
              .window(cell.flowable())
              .doOnNext(cell.consumer("window"))
              .flatMap(window -> window)),
  WINDOW_TIME(
      cell ->
          Flowable.concat(cell.flowable(), timer(cell))
              .window(50, TimeUnit.MILLISECONDS, cell.scheduler())
              .doOnNext(cell.consumer("window"))
              .flatMap(window -> window)),
  BUFFER(cell -> cell.flowable().buffer(2, 1).map(cell.function("map"))),
  BUFFER_BOUNDARY(cell -> cell.flowable().buffer(cell.flowable()).map(cell.function("map"))),
  BUFFER_TIME(
      cell ->
          Flowable.concat(cell.flowable(), timer(cell))
              .buffer(20, TimeUnit.MILLISECONDS, cell.scheduler())
              .map(cell.function("map"))),

  RETRY(
      cell -> {
        AtomicBoolean failed = new AtomicBoolean();
        return cell.flowable()
            .doOnNext(item -> failOnce(failed))
            .doOnSubscribe(cell.consumer("onSubscribe"))
            .retry(cell.predicate("retry"));
      }),
  RETRY_WHEN(
      cell -> {
        AtomicBoolean failed = new AtomicBoolean();
        return cell.flowable()
            .doOnNext(item -> failOnce(failed))
            .retryWhen(
                errors ->
                    errors
                        .map(cell.function("when"))
                        .delay(1, TimeUnit.MILLISECONDS, cell.scheduler()));
      }),
  REPEAT(cell -> cell.flowable().doOnSubscribe(cell.consumer("onSubscribe")).repeat(2)),
  REPEAT_UNTIL(
      cell -> {
        AtomicBoolean again = new AtomicBoolean();
        return cell.flowable()
            .repeatUntil(
                () -> {
                  cell.see("until");
                  return again.getAndSet(true);
                });
      }),
  ON_ERROR_RESUME_NEXT(
      cell ->
          failing(cell)
              .onErrorResumeNext(cell.function("resume", error -> cell.flowable()))
              .map(cell.function("map"))),
  ON_ERROR_RETURN(cell -> failing(cell).onErrorReturn(cell.function("error", error -> 0))),
  DO_FINALLY(cell -> cell.flowable().doFinally(cell.action("finally")).map(cell.function("map"))),
  USING(
      cell ->
          Flowable.using(
              cell.supplier("resource", ""),
              cell.function("source", resource -> cell.flowable()),
              cell.consumer("cleanup"))),
  DO_ON_LIFECYCLE(
      cell ->
          cell.flowable()
              .doOnLifecycle(cell.consumer("onSubscribe"), request -> cell.see("request"), () -> {})
              .doOnTerminate(cell.action("onTerminate"))
              .doAfterTerminate(cell.action("afterTerminate"))),

  DELAY(
      cell ->
          cell.flowable()
              .delay(1, TimeUnit.MILLISECONDS, cell.scheduler())
              .map(cell.function("map"))),
  DELAY_SUBSCRIPTION(
      cell ->
          cell.flowable()
              .doOnSubscribe(cell.consumer("onSubscribe"))
              .delaySubscription(1, TimeUnit.MILLISECONDS, cell.scheduler())),
  DEBOUNCE(
      cell ->
          Flowable.concat(cell.flowable(), timer(cell))
              .debounce(1, TimeUnit.NANOSECONDS, cell.scheduler())
              .map(cell.function("map"))),
  SAMPLE(
      cell ->
          Flowable.concat(cell.flowable(), timer(cell))
              .sample(1, TimeUnit.MICROSECONDS, cell.scheduler(), true)
              .map(cell.function("map"))),
  THROTTLE_LATEST(
      cell ->
          cell.flowable()
              .throttleLatest(1, TimeUnit.MILLISECONDS, cell.scheduler(), true)
              .map(cell.function("map"))),
  TIMEOUT(
      cell ->
          cell.flowable()
              .concatWith(Flowable.never())
              .timeout(1, TimeUnit.MILLISECONDS, cell.scheduler(), cell.flowable())
              .map(cell.function("map"))),
  INTERVAL(
      cell ->
          Flowable.interval(1, TimeUnit.MILLISECONDS, cell.scheduler())
              .take(3)
              .map(cell.function("map"))),
  TIMESTAMP(cell -> cell.flowable().timestamp(cell.scheduler()).map(cell.function("map"))),

  ON_BACKPRESSURE_BUFFER(
      cell ->
          cell.flowable()
              .onBackpressureBuffer()
              .observeOn(cell.scheduler(), false, 1)
              .map(cell.function("map"))),
  ON_BACKPRESSURE_DROP(cell -> cell.flowable().onBackpressureDrop().map(cell.function("map"))),
  ON_BACKPRESSURE_LATEST(cell -> cell.flowable().onBackpressureLatest().map(cell.function("map"))),
  REBATCH(cell -> cell.flowable().rebatchRequests(1).map(cell.function("map"))),

  PARALLEL(
      cell ->
          cell.flowable()
              .parallel(2)
              .map(cell.function("map"))
              .filter(cell.predicate("filter"))
              .sequential()
              .map(cell.function("below"))),
  PARALLEL_RUN_ON(
      cell ->
          cell.flowable()
              .parallel(2)
              .runOn(cell.scheduler())
              .map(cell.function("map"))
              .doOnNext(cell.consumer("rail"))
              .sequential()
              .map(cell.function("below"))),
  PARALLEL_FLAT_MAP(
      cell ->
          cell.flowable()
              .parallel(2)
              .flatMap(item -> cell.flowable().map(cell.function("inner")))
              .sequential()),
  PARALLEL_REDUCE(
      cell ->
          cell.flowable().parallel(2).reduce(cell.biFunction("reduce")).map(cell.function("map"))),
  PARALLEL_COLLECT(
      cell ->
          cell.flowable()
              .parallel(2)
              .collect(cell.supplier("list", List.of()), cell.biConsumer("collect"))
              .sequential()),
  PARALLEL_SORTED(
      cell ->
          cell.flowable()
              .parallel(2)
              .sorted(
                  (a, b) -> {
                    cell.see("compare");
                    return a - b;
                  })),

  FROM_SINGLE(cell -> cell.single().toFlowable().map(cell.function("map"))),
  SINGLE_SUBJECT(
      cell -> {
        SingleSubject<Integer> subject = SingleSubject.create();
        cell.later(() -> subject.onSuccess(1));
        Single<Integer> wired = cell.wire((Single<Integer>) subject);
        return wired.flatMapPublisher(cell.function("flatMap", Flowable::just));
      });

  private final Function<Cell, Object> chain;

  FlowableFamily(Function<Cell, Object> chain) {
    this.chain = chain;
  }

  @Override
  public Object apply(Cell cell) throws Throwable {
    return chain.apply(cell);
  }

  private static void emit(FlowableProcessor<Integer> processor) {
    for (int i = 1; i <= 3; i++) {
      processor.onNext(i);
    }
    processor.onComplete();
  }

  private static Object processor(Cell cell, FlowableProcessor<Integer> processor) {
    cell.later(() -> emit(processor));
    return cell.wire((Flowable<Integer>) processor).map(cell.function("map"));
  }

  private static Flowable<Integer> unicast(Cell cell) {
    UnicastProcessor<Integer> processor = UnicastProcessor.create();
    cell.later(() -> emit(processor));
    return processor;
  }

  private static Flowable<Integer> failing(Cell cell) {
    return cell.wire(
        Flowable.create(
            emitter -> cell.later(() -> emitter.onError(new IllegalStateException("on purpose"))),
            BackpressureStrategy.BUFFER));
  }

  private static void failOnce(AtomicBoolean failed) {
    if (!failed.getAndSet(true)) {
      throw new IllegalStateException("on purpose");
    }
  }

  /** Keeps a chain open until the scheduler has had its time. */
  private static Flowable<Integer> timer(Cell cell) {
    return Flowable.timer(5, TimeUnit.MILLISECONDS, cell.scheduler()).map(Long::intValue);
  }
}
