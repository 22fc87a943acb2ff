package dev.baton.rx;

import dev.baton.context.testing.Calls;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.CompletableObserver;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.FlowableSubscriber;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.MaybeObserver;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Observer;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleObserver;
import io.reactivex.rxjava3.disposables.Disposable;
import java.util.concurrent.CountDownLatch;
import org.reactivestreams.Subscription;

/** The end of a chain of whatever type; each signal is one more callback of the test. */
final class Sink
    implements FlowableSubscriber<Object>,
        Observer<Object>,
        SingleObserver<Object>,
        MaybeObserver<Object>,
        CompletableObserver {
  private final OperatorCase test;
  private final boolean requests;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile Subscription subscription;
  private volatile Disposable disposable;

  Sink(OperatorCase test, boolean requests) {
    this.test = test;
    this.requests = requests;
    test.expect("onSubscribe");
  }

  void subscribeTo(Object chain) {
    if (chain instanceof Flowable<?> flowable) {
      flowable.subscribe(this);
    } else if (chain instanceof Observable<?> observable) {
      observable.subscribe(this);
    } else if (chain instanceof Single<?> single) {
      single.subscribe(this);
    } else if (chain instanceof Maybe<?> maybe) {
      maybe.subscribe(this);
    } else {
      ((Completable) chain).subscribe(this);
    }
  }

  void awaitEnd() {
    test.expect("end");
    Calls.await(ended);
  }

  void request(long items) {
    if (subscription != null) {
      subscription.request(items);
    }
  }

  void cancel() {
    if (subscription != null) {
      subscription.cancel();
    } else {
      disposable.dispose();
    }
  }

  @Override
  public void onSubscribe(Subscription given) {
    test.see("onSubscribe");
    subscription = given;
    if (requests) {
      given.request(Long.MAX_VALUE);
    }
  }

  @Override
  public void onSubscribe(Disposable given) {
    test.see("onSubscribe");
    disposable = given;
  }

  @Override
  public void onNext(Object item) {
    test.see("onNext");
  }

  @Override
  public void onSuccess(Object value) {
    end();
  }

  @Override
  public void onComplete() {
    end();
  }

  @Override
  public void onError(Throwable error) {
    test.fail(error);
    end();
  }

  private void end() {
    test.see("end");
    ended.countDown();
  }
}
