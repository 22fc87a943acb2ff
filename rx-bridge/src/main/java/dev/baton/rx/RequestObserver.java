package dev.baton.rx;

import dev.baton.context.ContextSnapshot;
import io.reactivex.rxjava3.core.Observer;
import io.reactivex.rxjava3.disposables.Disposable;

/** As {@link RequestSubscriber}, below a source that knows no requests, but may be fused. */
final class RequestObserver<T> implements Observer<T> {
  private final Observer<? super T> downstream;
  private final ContextSnapshot snapshot;

  RequestObserver(Observer<? super T> downstream, ContextSnapshot snapshot) {
    this.downstream = downstream;
    this.snapshot = snapshot;
  }

  @Override
  public void onSubscribe(Disposable disposable) {
    downstream.onSubscribe(ContextDisposable.wrap(disposable, snapshot));
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
