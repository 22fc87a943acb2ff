package dev.baton.rx;

import static org.assertj.core.api.Assertions.catchThrowable;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.CompletableObserver;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.MaybeObserver;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Observer;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleObserver;
import io.reactivex.rxjava3.disposables.Disposable;
import java.util.List;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** What a source, or a subscriber, may do that the protocol forbids. */
@SuppressWarnings("ImmutableEnumChecker") // lists of List.of
enum Violation {
  NO_UPSTREAM("onSubscribe null", "onNext 1", "onComplete"),
  NO_UPSTREAM_AND_AN_ERROR("onSubscribe null", "onError"),
  SECOND_UPSTREAM("onSubscribe", "onSubscribe", "onNext 1", "onComplete"),
  SECOND_UPSTREAM_IS_NULL("onSubscribe", "onSubscribe null", "onNext 1", "onComplete"),
  UPSTREAM_AFTER_THE_END("onSubscribe", "onComplete", "onSubscribe"),
  NULL_ITEM("onSubscribe", "onNext null", "onComplete"),
  NULL_ERROR("onSubscribe", "onError null"),
  ITEM_BEFORE_UPSTREAM("onNext 1", "onSubscribe", "onComplete"),
  END_WITHOUT_UPSTREAM("onComplete"),
  ERROR_WITHOUT_UPSTREAM("onError"),
  ITEM_AFTER_COMPLETION("onSubscribe", "onComplete", "onNext 1"),
  COMPLETED_TWICE("onSubscribe", "onComplete", "onComplete"),
  ERROR_AFTER_COMPLETION("onSubscribe", "onComplete", "onError"),
  COMPLETION_AFTER_ERROR("onSubscribe", "onError", "onComplete"),
  TWO_ERRORS("onSubscribe", "onError", "onError");

  private final List<String> signals;

  Violation(String... signals) {
    this.signals = List.of(signals);
  }

  /** What a source's observer is, whatever its type. */
  private interface Target {
    void onSubscribe(boolean isNull);

    void onNext(Integer item);

    void onError(Throwable error);

    void onComplete();
  }

  /** Sends the signals; what each of them throws goes into the log. */
  private void send(Target target, List<String> log) {
    for (String signal : signals) {
      Throwable thrown =
          catchThrowable(
              () -> {
                switch (signal) {
                  case "onSubscribe" -> target.onSubscribe(false);
                  case "onSubscribe null" -> target.onSubscribe(true);
                  case "onNext 1" -> target.onNext(1);
                  case "onNext null" -> target.onNext(null);
                  case "onError" -> target.onError(new ArithmeticException("on purpose"));
                  case "onError null" -> target.onError(null);
                  default -> target.onComplete();
                }
              });
      if (thrown != null) {
        log.add(signal + " threw " + thrown);
      }
    }
  }

  private record Upstream(List<String> log) implements Subscription, Disposable {
    @Override
    public void request(long items) {
      log.add("request " + items);
    }

    @Override
    public void cancel() {
      log.add("cancel");
    }

    @Override
    public void dispose() {
      log.add("dispose");
    }

    @Override
    public boolean isDisposed() {
      return false;
    }
  }

  Flowable<Integer> flowable(List<String> log) {
    return new Flowable<>() {
      @Override
      protected void subscribeActual(Subscriber<? super Integer> to) {
        send(
            new Target() {
              @Override
              public void onSubscribe(boolean isNull) {
                to.onSubscribe(isNull ? null : new Upstream(log));
              }

              @Override
              public void onNext(Integer item) {
                to.onNext(item);
              }

              @Override
              public void onError(Throwable error) {
                to.onError(error);
              }

              @Override
              public void onComplete() {
                to.onComplete();
              }
            },
            log);
      }
    };
  }

  Observable<Integer> observable(List<String> log) {
    return new Observable<>() {
      @Override
      protected void subscribeActual(Observer<? super Integer> to) {
        send(
            new Target() {
              @Override
              public void onSubscribe(boolean isNull) {
                to.onSubscribe(isNull ? null : new Upstream(log));
              }

              @Override
              public void onNext(Integer item) {
                to.onNext(item);
              }

              @Override
              public void onError(Throwable error) {
                to.onError(error);
              }

              @Override
              public void onComplete() {
                to.onComplete();
              }
            },
            log);
      }
    };
  }

  /** Its item is its end. */
  Single<Integer> single(List<String> log) {
    return new Single<>() {
      @Override
      protected void subscribeActual(SingleObserver<? super Integer> to) {
        send(
            new Target() {
              @Override
              public void onSubscribe(boolean isNull) {
                to.onSubscribe(isNull ? null : new Upstream(log));
              }

              @Override
              public void onNext(Integer item) {
                to.onSuccess(item);
              }

              @Override
              public void onError(Throwable error) {
                to.onError(error);
              }

              @Override
              public void onComplete() {
                to.onSuccess(1);
              }
            },
            log);
      }
    };
  }

  Maybe<Integer> maybe(List<String> log) {
    return new Maybe<>() {
      @Override
      protected void subscribeActual(MaybeObserver<? super Integer> to) {
        send(
            new Target() {
              @Override
              public void onSubscribe(boolean isNull) {
                to.onSubscribe(isNull ? null : new Upstream(log));
              }

              @Override
              public void onNext(Integer item) {
                to.onSuccess(item);
              }

              @Override
              public void onError(Throwable error) {
                to.onError(error);
              }

              @Override
              public void onComplete() {
                to.onComplete();
              }
            },
            log);
      }
    };
  }

  /** Has no items. */
  Completable completable(List<String> log) {
    return new Completable() {
      @Override
      protected void subscribeActual(CompletableObserver to) {
        send(
            new Target() {
              @Override
              public void onSubscribe(boolean isNull) {
                to.onSubscribe(isNull ? null : new Upstream(log));
              }

              @Override
              public void onNext(Integer item) {}

              @Override
              public void onError(Throwable error) {
                to.onError(error);
              }

              @Override
              public void onComplete() {
                to.onComplete();
              }
            },
            log);
      }
    };
  }
}
