package dev.baton.rx;

import io.reactivex.rxjava3.core.BackpressureStrategy;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.parallel.ParallelFlowable;

/** What an operator is called on: a source of RxJava's, of any type. */
enum Upstream {
  /** For operators that have nothing above them. */
  NONE,
  ITEMS,
  ITEMS_WITHOUT_END,
  EMPTY,
  ERROR,
  ITEMS_AT_ONCE;

  Object make(OperatorCase test, Class<?> type) {
    if (this == NONE) {
      return null;
    }
    Flowable<Integer> flowable = test.wire(this == ITEMS_AT_ONCE ? atOnce(test) : later(test));
    if (type == Flowable.class) {
      return flowable;
    } else if (type == ParallelFlowable.class) {
      return flowable.parallel(2);
    } else if (type == Observable.class) {
      return flowable.toObservable();
    } else if (type == Single.class) {
      return flowable.firstOrError();
    } else if (type == Maybe.class) {
      return flowable.firstElement();
    } else if (type == Completable.class) {
      return flowable.ignoreElements();
    }
    throw new AssertionError(type);
  }

  private static Flowable<Integer> atOnce(OperatorCase test) {
    return Flowable.defer(
        () -> {
          test.see("upstream");
          return Flowable.just(1, 2, 3);
        });
  }

  private Flowable<Integer> later(OperatorCase test) {
    return Flowable.create(
        emitter -> {
          test.see("upstream");
          test.later(
              () -> {
                for (int i = 1; i <= 3 && (this == ITEMS || this == ITEMS_WITHOUT_END); i++) {
                  emitter.onNext(i);
                }
                if (this == ERROR) {
                  emitter.tryOnError(new ArithmeticException("on purpose"));
                } else if (this != ITEMS_WITHOUT_END) {
                  emitter.onComplete();
                }
              });
        },
        BackpressureStrategy.BUFFER);
  }
}
