package dev.baton.fuzz;

import io.reactivex.rxjava3.core.BackpressureStrategy;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.processors.PublishProcessor;
import io.reactivex.rxjava3.subjects.PublishSubject;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Chains of RxJava, whose tasks all see what is current where they are subscribed to. */
@SuppressWarnings({"CheckReturnValue", "ResultOfMethodCallIgnored"}) // nobody disposes of them
enum RxChain {
  FLOWABLE {
    @Override
    void subscribe(RxWiring w) {
      Body first = w.body();
      Body second = w.body();
      Body third = w.body();
      Flowable.<Integer>create(
              emitter ->
                  w.emit(
                      () -> {
                        emitter.onNext(1);
                        emitter.onComplete();
                      }),
              BackpressureStrategy.BUFFER)
          .compose(w.transformer())
          .doOnNext(item -> first.run())
          .observeOn(w.scheduler())
          .map(item -> second.call())
          .subscribe(item -> third.run());
    }
  },

  OBSERVABLE {
    @Override
    void subscribe(RxWiring w) {
      Body first = w.body();
      Body second = w.body();
      Body third = w.body();
      Observable.<Integer>create(
              emitter ->
                  w.emit(
                      () -> {
                        emitter.onNext(1);
                        emitter.onComplete();
                      }))
          .compose(w.transformer())
          .doOnNext(item -> first.run())
          .observeOn(w.scheduler())
          .filter(item -> second.call() != null)
          .subscribe(item -> third.run());
    }
  },

  SINGLE {
    @Override
    void subscribe(RxWiring w) {
      Body first = w.body();
      Body second = w.body();
      Single.<Integer>create(emitter -> w.emit(() -> emitter.onSuccess(1)))
          .compose(w.transformer())
          .doOnSuccess(item -> first.run())
          .observeOn(w.scheduler())
          .subscribe(item -> second.run());
    }
  },

  MAYBE {
    @Override
    void subscribe(RxWiring w) {
      Body first = w.body();
      Body second = w.body();
      Maybe.<Integer>create(emitter -> w.emit(emitter::onComplete))
          .compose(w.transformer())
          .doOnComplete(first::run)
          .observeOn(w.scheduler())
          .subscribe(item -> {}, failure -> {}, second::run);
    }
  },

  COMPLETABLE {
    @Override
    void subscribe(RxWiring w) {
      Body first = w.body();
      Body second = w.body();
      Completable.create(emitter -> w.emit(() -> emitter.onError(new Locals.Thrown(false))))
          .compose(w.<Object>transformer())
          .doOnError(failure -> first.run())
          .observeOn(w.scheduler())
          .subscribe(() -> {}, failure -> second.run());
    }
  },

  PARALLEL {
    @Override
    void subscribe(RxWiring w) {
      Body source = w.body().times(2);
      Body rails = w.body().times(2);
      Body below = w.body().times(2);
      Flowable.<Integer>create(
              emitter ->
                  w.emit(
                      () -> {
                        emitter.onNext(1);
                        emitter.onNext(2);
                        emitter.onComplete();
                      }),
              BackpressureStrategy.BUFFER)
          .compose(w.transformer())
          .doOnNext(item -> source.run())
          .parallel(2)
          .runOn(w.scheduler())
          .doOnNext(item -> rails.run())
          .sequential()
          .compose(w.transformer())
          .subscribe(item -> below.run());
    }
  },

  SUBSCRIBE_ON {
    @Override
    void subscribe(RxWiring w) {
      Body source = w.body();
      Body below = w.body();
      Flowable.fromCallable(source)
          .subscribeOn(w.scheduler())
          .observeOn(w.scheduler())
          .subscribe(item -> below.run());
    }
  },

  FLAT_MAP {
    @Override
    void subscribe(RxWiring w) {
      Body inner = w.body().times(3);
      Body outer = w.body().times(3);
      Flowable.range(0, 3)
          .observeOn(w.scheduler())
          .flatMap(
              item ->
                  Flowable.just(item).subscribeOn(w.scheduler(), true).doOnNext(one -> inner.run()))
          .compose(w.transformer())
          .subscribe(item -> outer.run());
    }
  },

  ZIP {
    @Override
    void subscribe(RxWiring w) {
      Body first = w.body();
      Body zipper = w.body();
      PublishProcessor<Integer> left = PublishProcessor.create();
      PublishSubject<Integer> right = PublishSubject.create();
      Flowable.zip(
              left.compose(w.transformer()).doOnNext(item -> first.run()),
              right.toFlowable(BackpressureStrategy.BUFFER).compose(w.transformer()),
              (one, other) -> zipper.call())
          .subscribe();
      w.emit(() -> left.onNext(1));
      w.emit(() -> right.onNext(1));
    }
  },

  TIME_OUT {
    @Override
    void subscribe(RxWiring w) {
      Body fallback = w.body();
      Body below = w.body();
      Observable.never()
          .timeout(
              50, TimeUnit.MICROSECONDS, w.schedulerWithDelays(), Observable.fromCallable(fallback))
          .subscribe(item -> below.run());
    }
  },

  RETRY {
    @Override
    void subscribe(RxWiring w) {
      Body tried = w.body().times(2);
      Body below = w.body();
      AtomicBoolean failed = new AtomicBoolean();
      Single.fromCallable(
              () -> {
                tried.run();
                if (failed.compareAndSet(false, true)) {
                  throw new Locals.Thrown(false);
                }
                return 1;
              })
          .subscribeOn(w.scheduler())
          .retry(1)
          .subscribe(item -> below.run());
    }
  },

  DELAY {
    @Override
    void subscribe(RxWiring w) {
      Body body = w.body();
      Body last = w.body();
      Flowable.just(1)
          .delay(50, TimeUnit.MICROSECONDS, w.schedulerWithDelays())
          .doOnNext(item -> body.run())
          .doOnComplete(last::run)
          .subscribe();
    }
  };

  abstract void subscribe(RxWiring wiring);
}
