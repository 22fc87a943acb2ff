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
enum FlowableChain implements Function<OperatorCase, Object> {
  CREATE(test -> test.flowable().map(test.function("map"))),
  FROM_PUBLISHER(
      test ->
          test.wire(
                  Flowable.<Integer>fromPublisher(
                      subscriber -> {
                        PublishProcessor<Integer> processor = PublishProcessor.create();
                        processor.subscribe(subscriber);
                        test.later(() -> emit(processor));
                      }))
              .map(test.function("map"))),
  FROM_COMPLETION_STAGE(
      test -> {
        CompletableFuture<Integer> future = new CompletableFuture<>();
        test.later(() -> future.complete(1));
        return test.wire(Flowable.fromCompletionStage(future)).map(test.function("map"));
      }),
  PUBLISH_PROCESSOR(test -> processor(test, PublishProcessor.create())),
  BEHAVIOR_PROCESSOR(test -> processor(test, BehaviorProcessor.create())),
  REPLAY_PROCESSOR(test -> processor(test, ReplayProcessor.create())),
  ASYNC_PROCESSOR(test -> processor(test, AsyncProcessor.create())),
  UNICAST_PROCESSOR(test -> processor(test, UnicastProcessor.create())),
  MULTICAST_PROCESSOR(
      test -> {
        MulticastProcessor<Integer> processor = MulticastProcessor.create();
        processor.start();
        return processor(test, processor);
      }),
  SERIALIZED_PROCESSOR(test -> processor(test, PublishProcessor.<Integer>create().toSerialized())),

  OBSERVE_ON(test -> test.flowable().observeOn(test.scheduler()).map(test.function("map"))),
  SUBSCRIBE_ON(
      test ->
          Flowable.fromSupplier(test.supplier("supplier", 1))
              .subscribeOn(test.scheduler())
              .concatWith(test.flowable())
              .map(test.function("map"))),
  CONDITIONAL(
      test ->
          test.flowable()
              .observeOn(test.scheduler())
              .filter(test.predicate("filter"))
              .map(test.function("map"))
              .distinctUntilChanged()),
  FUSED_SYNC(
      test ->
          test.flowable()
              .concatMap(test.function("outer", item -> Flowable.range(item, 3)))
              .observeOn(test.scheduler())
              .map(test.function("map"))),
  FUSED_ASYNC(
      test ->
          test.wire(unicast(test))
              .doOnNext(test.consumer("onNext"))
              .concatMap(test.function("concatMap", Flowable::just))),
  FUSED_ITERABLE(
      test ->
          test.flowable()
              .toList()
              .flattenAsFlowable(test.function("flatten"))
              .filter(test.predicate("filter"))
              .observeOn(test.scheduler())
              .map(test.function("map"))),

  FLAT_MAP(
      test ->
          test.flowable()
              .flatMap(test.function("flatMap", Flowable::just), test.biFunction("combine"))),
  FLAT_MAP_INNER_SCHEDULER(
      test ->
          test.flowable()
              .flatMap(
                  test.function(
                      "outer",
                      item ->
                          Flowable.just(item)
                              .subscribeOn(test.scheduler())
                              .map(test.function("inner"))))
              .map(test.function("below"))),
  FLAT_MAP_FOREIGN_INNER(
      test ->
          test.flowable()
              .flatMap(item -> test.flowable().map(test.function("inner")))
              .map(test.function("below"))),
  FLAT_MAP_SINGLE(test -> test.flowable().flatMapSingle(item -> test.single())),
  FLAT_MAP_MAYBE(test -> test.flowable().flatMapMaybe(item -> test.maybe())),
  FLAT_MAP_COMPLETABLE(
      test ->
          test.flowable()
              .flatMapCompletable(item -> test.completable())
              .doOnComplete(test.action("onComplete"))),
  FLAT_MAP_STREAM(
      test -> test.flowable().flatMapStream(test.function("flatMapStream", Stream::of))),
  CONCAT_MAP(
      test ->
          test.flowable()
              .map(test.function("fused"))
              .concatMap(item -> test.flowable().map(test.function("inner")))),
  CONCAT_MAP_EAGER(
      test -> test.flowable().concatMapEager(item -> test.flowable().map(test.function("inner")))),
  CONCAT_MAP_SINGLE(test -> test.flowable().concatMapSingle(item -> test.single())),
  SWITCH_MAP(
      test -> test.flowable().switchMap(item -> test.flowable().map(test.function("inner")))),

  MERGE(test -> Flowable.merge(test.flowable(), test.flowable()).map(test.function("map"))),
  CONCAT(test -> Flowable.concat(test.flowable(), test.flowable()).map(test.function("map"))),
  ZIP(test -> Flowable.zip(test.flowable(), test.flowable(), test.biFunction("zip"))),
  COMBINE_LATEST(
      test -> Flowable.combineLatest(test.flowable(), test.flowable(), test.biFunction("combine"))),
  AMB(test -> Flowable.ambArray(test.flowable(), test.flowable()).map(test.function("map"))),
  WITH_LATEST_FROM(
      test -> test.flowable().withLatestFrom(Flowable.just(0), test.biFunction("combine"))),
  SEQUENCE_EQUAL(
      test ->
          Flowable.sequenceEqual(
              test.flowable(),
              test.flowable(),
              (a, b) -> {
                test.see("equal");
                return a.equals(b);
              })),
  JOIN(
      test ->
          test.flowable()
              .join(
                  Flowable.just(0),
                  test.function("left", item -> Flowable.never()),
                  test.function("right", item -> Flowable.never()),
                  test.biFunction("join"))),
  TAKE_UNTIL(
      test -> Flowable.never().takeUntil(test.flowable()).doOnComplete(test.action("onComplete"))),
  SKIP_UNTIL(
      test ->
          Flowable.concat(Flowable.just(1), test.flowable())
              .skipUntil(Flowable.just(1))
              .map(test.function("map"))),

  PUBLISH_REF_COUNT(test -> test.flowable().publish().refCount().map(test.function("map"))),
  PUBLISH_SELECTOR(
      test -> test.flowable().publish(all -> all.mergeWith(all)).map(test.function("map"))),
  PUBLISH_CONNECT(
      test -> {
        ConnectableFlowable<Integer> connectable = test.flowable().publish();
        return connectable.doOnSubscribe(unused -> connectable.connect()).map(test.function("map"));
      }),
  AUTO_CONNECT(test -> test.flowable().publish().autoConnect().map(test.function("map"))),
  REPLAY(test -> test.flowable().replay(2).refCount().map(test.function("map"))),
  SHARE(test -> test.flowable().share().map(test.function("map"))),
  CACHE(test -> test.flowable().cache().map(test.function("map"))),
  GROUP_BY(
      test ->
          test.flowable()
              .groupBy(test.function("key", item -> item % 2))
              .flatMap(group -> group.map(test.function("inGroup")))),
  WINDOW(
      test -> test.flowable().window(2).flatMap(window -> window.map(test.function("inWindow")))),
  WINDOW_BOUNDARY(
      test ->
          test.flowable()
              .window(test.flowable())
              .doOnNext(test.consumer("window"))
              .flatMap(window -> window)),
  WINDOW_TIME(
      test ->
          Flowable.concat(test.flowable(), timer(test))
              .window(50, TimeUnit.MILLISECONDS, test.scheduler())
              .doOnNext(test.consumer("window"))
              .flatMap(window -> window)),
  BUFFER(test -> test.flowable().buffer(2, 1).map(test.function("map"))),
  BUFFER_BOUNDARY(test -> test.flowable().buffer(test.flowable()).map(test.function("map"))),
  BUFFER_TIME(
      test ->
          Flowable.concat(test.flowable(), timer(test))
              .buffer(20, TimeUnit.MILLISECONDS, test.scheduler())
              .map(test.function("map"))),

  RETRY(
      test -> {
        AtomicBoolean failed = new AtomicBoolean();
        return test.flowable()
            .doOnNext(item -> failOnce(failed))
            .doOnSubscribe(test.consumer("onSubscribe"))
            .retry(test.predicate("retry"));
      }),
  RETRY_WHEN(
      test -> {
        AtomicBoolean failed = new AtomicBoolean();
        return test.flowable()
            .doOnNext(item -> failOnce(failed))
            .retryWhen(
                errors ->
                    errors
                        .map(test.function("when"))
                        .delay(1, TimeUnit.MILLISECONDS, test.scheduler()));
      }),
  REPEAT(test -> test.flowable().doOnSubscribe(test.consumer("onSubscribe")).repeat(2)),
  REPEAT_UNTIL(
      test -> {
        AtomicBoolean again = new AtomicBoolean();
        return test.flowable()
            .repeatUntil(
                () -> {
                  test.see("until");
                  return again.getAndSet(true);
                });
      }),
  ON_ERROR_RESUME_NEXT(
      test ->
          failing(test)
              .onErrorResumeNext(test.function("resume", error -> test.flowable()))
              .map(test.function("map"))),
  ON_ERROR_RETURN(test -> failing(test).onErrorReturn(test.function("error", error -> 0))),
  DO_FINALLY(test -> test.flowable().doFinally(test.action("finally")).map(test.function("map"))),
  USING(
      test ->
          Flowable.using(
              test.supplier("resource", ""),
              test.function("source", resource -> test.flowable()),
              test.consumer("cleanup"))),
  DO_ON_LIFECYCLE(
      test ->
          test.flowable()
              .doOnLifecycle(test.consumer("onSubscribe"), request -> test.see("request"), () -> {})
              .doOnTerminate(test.action("onTerminate"))
              .doAfterTerminate(test.action("afterTerminate"))),

  DELAY(
      test ->
          test.flowable()
              .delay(1, TimeUnit.MILLISECONDS, test.scheduler())
              .map(test.function("map"))),
  DELAY_SUBSCRIPTION(
      test ->
          test.flowable()
              .doOnSubscribe(test.consumer("onSubscribe"))
              .delaySubscription(1, TimeUnit.MILLISECONDS, test.scheduler())),
  DEBOUNCE(
      test ->
          Flowable.concat(test.flowable(), timer(test))
              .debounce(1, TimeUnit.NANOSECONDS, test.scheduler())
              .map(test.function("map"))),
  SAMPLE(
      test ->
          Flowable.concat(test.flowable(), timer(test))
              .sample(1, TimeUnit.MILLISECONDS, test.scheduler(), true)
              .map(test.function("map"))),
  THROTTLE_LATEST(
      test ->
          test.flowable()
              .throttleLatest(1, TimeUnit.MILLISECONDS, test.scheduler(), true)
              .map(test.function("map"))),
  TIMEOUT(
      test ->
          test.flowable()
              .concatWith(Flowable.never())
              .timeout(1, TimeUnit.MILLISECONDS, test.scheduler(), test.flowable())
              .map(test.function("map"))),
  INTERVAL(
      test ->
          Flowable.interval(1, TimeUnit.MILLISECONDS, test.scheduler())
              .take(3)
              .map(test.function("map"))),
  TIMESTAMP(test -> test.flowable().timestamp(test.scheduler()).map(test.function("map"))),

  ON_BACKPRESSURE_BUFFER(
      test ->
          test.flowable()
              .onBackpressureBuffer()
              .observeOn(test.scheduler(), false, 1)
              .map(test.function("map"))),
  ON_BACKPRESSURE_DROP(test -> test.flowable().onBackpressureDrop().map(test.function("map"))),
  ON_BACKPRESSURE_LATEST(test -> test.flowable().onBackpressureLatest().map(test.function("map"))),
  REBATCH(test -> test.flowable().rebatchRequests(1).map(test.function("map"))),

  PARALLEL(
      test ->
          test.flowable()
              .parallel(2)
              .map(test.function("map"))
              .filter(test.predicate("filter"))
              .sequential()
              .map(test.function("below"))),
  PARALLEL_RUN_ON(
      test ->
          test.flowable()
              .parallel(2)
              .runOn(test.scheduler())
              .map(test.function("map"))
              .doOnNext(test.consumer("rail"))
              .sequential()
              .map(test.function("below"))),
  PARALLEL_FLAT_MAP(
      test ->
          test.flowable()
              .parallel(2)
              .flatMap(item -> test.flowable().map(test.function("inner")))
              .sequential()),
  PARALLEL_REDUCE(
      test ->
          test.flowable().parallel(2).reduce(test.biFunction("reduce")).map(test.function("map"))),
  PARALLEL_COLLECT(
      test ->
          test.flowable()
              .parallel(2)
              .collect(test.supplier("list", List.of()), test.biConsumer("collect"))
              .sequential()),
  PARALLEL_SORTED(
      test ->
          test.flowable()
              .parallel(2)
              .sorted(
                  (a, b) -> {
                    test.see("compare");
                    return a - b;
                  })),

  FROM_SINGLE(test -> test.single().toFlowable().map(test.function("map"))),
  SINGLE_SUBJECT(
      test -> {
        SingleSubject<Integer> subject = SingleSubject.create();
        test.later(() -> subject.onSuccess(1));
        Single<Integer> wired = test.wire((Single<Integer>) subject);
        return wired.flatMapPublisher(test.function("flatMap", Flowable::just));
      });

  private final Function<OperatorCase, Object> chain;

  FlowableChain(Function<OperatorCase, Object> chain) {
    this.chain = chain;
  }

  @Override
  public Object apply(OperatorCase test) throws Throwable {
    return chain.apply(test);
  }

  private static void emit(FlowableProcessor<Integer> processor) {
    for (int i = 1; i <= 3; i++) {
      processor.onNext(i);
    }
    processor.onComplete();
  }

  private static Object processor(OperatorCase test, FlowableProcessor<Integer> processor) {
    test.later(() -> emit(processor));
    return test.wire((Flowable<Integer>) processor).map(test.function("map"));
  }

  private static Flowable<Integer> unicast(OperatorCase test) {
    UnicastProcessor<Integer> processor = UnicastProcessor.create();
    test.later(() -> emit(processor));
    return processor;
  }

  private static Flowable<Integer> failing(OperatorCase test) {
    return test.wire(
        Flowable.create(
            emitter -> test.later(() -> emitter.onError(new IllegalStateException("on purpose"))),
            BackpressureStrategy.BUFFER));
  }

  private static void failOnce(AtomicBoolean failed) {
    if (!failed.getAndSet(true)) {
      throw new IllegalStateException("on purpose");
    }
  }

  /** Keeps a chain open until the scheduler has had its time. */
  private static Flowable<Integer> timer(OperatorCase test) {
    return Flowable.timer(5, TimeUnit.MILLISECONDS, test.scheduler()).map(Long::intValue);
  }
}
