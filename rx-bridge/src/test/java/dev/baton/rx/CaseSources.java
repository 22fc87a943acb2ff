package dev.baton.rx;

import io.reactivex.rxjava3.core.BackpressureStrategy;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;

/** The sources of an {@link OperatorCase}, with what its wiring needs below them. */
abstract class CaseSources {

  abstract OperatorCase.Wiring wiring();

  /** Where operators do their own scheduling. */
  abstract Scheduler scheduler();

  /** Runs this when the sources emit, where they do. */
  abstract void later(Runnable emitting);

  /** Emits 1, 2, 3, and completes. */
  Flowable<Integer> flowable() {
    return wire(
        Flowable.create(
            emitter ->
                later(
                    () -> {
                      for (int i = 1; i <= 3; i++) {
                        emitter.onNext(i);
                      }
                      emitter.onComplete();
                    }),
            BackpressureStrategy.BUFFER));
  }

  /** Emits 1, 2, 3, and completes. */
  Observable<Integer> observable() {
    return wire(
        Observable.create(
            emitter ->
                later(
                    () -> {
                      for (int i = 1; i <= 3; i++) {
                        emitter.onNext(i);
                      }
                      emitter.onComplete();
                    })));
  }

  /** Emits 1. */
  Single<Integer> single() {
    return wire(Single.create(emitter -> later(() -> emitter.onSuccess(1))));
  }

  /** Emits 1. */
  Maybe<Integer> maybe() {
    return wire(Maybe.create(emitter -> later(() -> emitter.onSuccess(1))));
  }

  /** Completes. */
  Completable completable() {
    return wire(Completable.create(emitter -> later(emitter::onComplete)));
  }

  /** Puts what the wiring needs below a source. */
  <T> Flowable<T> wire(Flowable<T> source) {
    return switch (wiring()) {
      case HOOKS -> source;
      case TRANSFORMER -> source.compose(ContextTransformer.of());
      case SCHEDULER -> source.observeOn(scheduler());
    };
  }

  <T> Observable<T> wire(Observable<T> source) {
    return switch (wiring()) {
      case HOOKS -> source;
      case TRANSFORMER -> source.compose(ContextTransformer.of());
      case SCHEDULER -> source.observeOn(scheduler());
    };
  }

  // With a scheduler alone, not by their own observeOn: it schedules when the signal comes, and so
  // under the context of the thread that brings it.
  <T> Single<T> wire(Single<T> source) {
    return switch (wiring()) {
      case HOOKS -> source;
      case TRANSFORMER -> source.compose(ContextTransformer.of());
      case SCHEDULER -> source.toObservable().observeOn(scheduler()).firstOrError();
    };
  }

  <T> Maybe<T> wire(Maybe<T> source) {
    return switch (wiring()) {
      case HOOKS -> source;
      case TRANSFORMER -> source.compose(ContextTransformer.of());
      case SCHEDULER -> source.toObservable().observeOn(scheduler()).firstElement();
    };
  }

  Completable wire(Completable source) {
    return switch (wiring()) {
      case HOOKS -> source;
      case TRANSFORMER -> source.compose(ContextTransformer.<Object>of());
      case SCHEDULER -> source.toObservable().observeOn(scheduler()).ignoreElements();
    };
  }
}
