package dev.baton.rx;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
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
import io.reactivex.rxjava3.internal.subscriptions.BooleanSubscription;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactivestreams.Subscriber;

/** A source that looks at its observer finds what it finds without us. */
@ExtendWith(CleanRx.class)
@Tag("slot")
@SuppressWarnings("CheckReturnValue") // subscriptions end with their source
final class DisposableObserverTest {
  private static final Context A = named("A");

  private final List<Object> observers = new ArrayList<>();
  private final List<Disposable> chains = new ArrayList<>();
  private final List<String> seen = new ArrayList<>();
  private RxContextHooks hooks;

  @BeforeEach
  void install() {
    hooks = RxContextHooks.install();
  }

  @AfterEach
  void close() {
    hooks.close();
  }

  private final Flowable<Integer> flowable =
      new Flowable<>() {
        @Override
        protected void subscribeActual(Subscriber<? super Integer> subscriber) {
          observers.add(subscriber);
          subscriber.onSubscribe(new BooleanSubscription());
        }
      };

  private final Observable<Integer> observable =
      new Observable<>() {
        @Override
        protected void subscribeActual(Observer<? super Integer> observer) {
          observers.add(observer);
          observer.onSubscribe(Disposable.empty());
        }
      };

  private final Single<Integer> single =
      new Single<>() {
        @Override
        protected void subscribeActual(SingleObserver<? super Integer> observer) {
          observers.add(observer);
          observer.onSubscribe(Disposable.empty());
        }
      };

  private final Maybe<Integer> maybe =
      new Maybe<>() {
        @Override
        protected void subscribeActual(MaybeObserver<? super Integer> observer) {
          observers.add(observer);
          observer.onSubscribe(Disposable.empty());
        }
      };

  private final Completable completable =
      new Completable() {
        @Override
        protected void subscribeActual(CompletableObserver observer) {
          observers.add(observer);
          observer.onSubscribe(Disposable.empty());
        }
      };

  @Test
  void observerOfAnOperatorIsDisposedWhenTheChainIs() {
    chains.add(Flowable.just(1).flatMap(item -> flowable).subscribe());
    chains.add(observable.subscribe());
    chains.add(single.subscribe());
    chains.add(maybe.subscribe());
    chains.add(completable.subscribe());
    assertThat(observers).hasSize(5);
    assertThat(observers).allSatisfy(seen -> assertThat(isDisposed(seen)).isFalse());
    chains.forEach(Disposable::dispose);
    assertThat(observers).allSatisfy(seen -> assertThat(isDisposed(seen)).isTrue());
  }

  private static boolean isDisposed(Object observer) {
    assertThat(observer).isInstanceOf(ContextObservers.HearsUnderContext.class);
    return ((Disposable) observer).isDisposed();
  }

  @Test
  void observerThatASourceDisposesOfRunsItsCallbackUnderTheContext() {
    try (Scope scope = A.makeCurrent()) {
      observable.subscribe(new Disposed());
      single.subscribe(new Disposed());
      maybe.subscribe(new Disposed());
      completable.subscribe(new Disposed());
    }
    observers.forEach(observer -> ((Disposable) observer).dispose());
    assertThat(seen).hasSize(4).containsOnly("A");
  }

  @Test
  void observerThatCannotBeDisposedOfNeverIs() {
    observable.subscribe(new Undisposable());
    Disposable observer = (Disposable) observers.get(0);
    observer.dispose();
    assertThat(observer.isDisposed()).isFalse();
  }

  private static class Undisposable
      implements Observer<Integer>,
          SingleObserver<Integer>,
          MaybeObserver<Integer>,
          CompletableObserver {
    @Override
    public void onSubscribe(Disposable upstream) {}

    @Override
    public void onNext(Integer item) {}

    @Override
    public void onSuccess(Integer value) {}

    @Override
    public void onError(Throwable error) {}

    @Override
    public void onComplete() {}
  }

  private final class Disposed extends Undisposable implements Disposable {
    @Override
    public void dispose() {
      seen.add(currentName());
    }

    @Override
    public boolean isDisposed() {
      return false;
    }
  }
}
