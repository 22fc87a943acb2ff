package dev.baton.rx;

import dev.baton.context.CapturedContext;
import io.reactivex.rxjava3.core.Observer;
import io.reactivex.rxjava3.disposables.Disposable;

/** The same as {@link RequestSubscriber}, for a source that has no requests but may be fused. */
final class RequestObserver<T> implements Observer<T> {
  private final Observer<? super T> downstream;
  private final CapturedContext captured;

  RequestObserver(Observer<? super T> downstream, CapturedContext captured) {
    this.downstream = downstream;
    this.captured = captured;
  }

  @Override
  public void onSubscribe(Disposable upstream) {
    downstream.onSubscribe(ContextDisposable.wrap(upstream, captured));
  }

  @Override
  public void onNext(T item) {
    downstream.onNext(item);
  }

  @Override
  public void onError(Throwable error) {
    downstream.onError(error);
  }

  @Override
  public void onComplete() {
    downstream.onComplete();
  }
}
