package dev.baton.rx;

import dev.baton.context.CapturedContext;
import io.reactivex.rxjava3.core.CompletableObserver;
import io.reactivex.rxjava3.core.MaybeObserver;
import io.reactivex.rxjava3.core.Observer;
import io.reactivex.rxjava3.core.SingleObserver;
import io.reactivex.rxjava3.disposables.Disposable;

/**
 * One small class for each kind of observer, but for {@link ContextSubscriber}. All hear each
 * signal under a context, whatever thread brings it.
 */
final class ContextObservers {
  private ContextObservers() {}

  /**
   * Any of these, and {@link ContextSubscriber}. A source may ask RxJava's own observers whether
   * they are disposed of, and dispose of them: so it may those that are wrapped.
   */
  interface HearsUnderContext extends Disposable {

    Object downstream();

    CapturedContext captured();

    @Override
    default void dispose() {
      if (downstream() instanceof Disposable disposable) {
        captured().run(Disposable::dispose, disposable);
      }
    }

    @Override
    default boolean isDisposed() {
      return downstream() instanceof Disposable disposable && disposable.isDisposed();
    }
  }

  static final class ContextObserver<T> implements Observer<T>, HearsUnderContext {
    private final Observer<? super T> downstream;
    private final CapturedContext captured;

    ContextObserver(Observer<? super T> downstream, CapturedContext captured) {
      this.downstream = downstream;
      this.captured = captured;
    }

    @Override
    public Observer<? super T> downstream() {
      return downstream;
    }

    @Override
    public CapturedContext captured() {
      return captured;
    }

    @Override
    public void onSubscribe(Disposable upstream) {
      captured.run(Observer::onSubscribe, downstream, ContextDisposable.wrap(upstream, captured));
    }

    @Override
    public void onNext(T item) {
      captured.run(Observer::onNext, downstream, item);
    }

    @Override
    public void onError(Throwable error) {
      captured.run(Observer::onError, downstream, error);
    }

    @Override
    public void onComplete() {
      captured.run(Observer::onComplete, downstream);
    }
  }

  static final class ContextSingleObserver<T> implements SingleObserver<T>, HearsUnderContext {
    private final SingleObserver<? super T> downstream;
    private final CapturedContext captured;

    ContextSingleObserver(SingleObserver<? super T> downstream, CapturedContext captured) {
      this.downstream = downstream;
      this.captured = captured;
    }

    @Override
    public SingleObserver<? super T> downstream() {
      return downstream;
    }

    @Override
    public CapturedContext captured() {
      return captured;
    }

    @Override
    public void onSubscribe(Disposable upstream) {
      captured.run(
          SingleObserver::onSubscribe, downstream, ContextDisposable.wrap(upstream, captured));
    }

    @Override
    public void onSuccess(T value) {
      captured.run(SingleObserver::onSuccess, downstream, value);
    }

    @Override
    public void onError(Throwable error) {
      captured.run(SingleObserver::onError, downstream, error);
    }
  }

  static final class ContextMaybeObserver<T> implements MaybeObserver<T>, HearsUnderContext {
    private final MaybeObserver<? super T> downstream;
    private final CapturedContext captured;

    ContextMaybeObserver(MaybeObserver<? super T> downstream, CapturedContext captured) {
      this.downstream = downstream;
      this.captured = captured;
    }

    @Override
    public MaybeObserver<? super T> downstream() {
      return downstream;
    }

    @Override
    public CapturedContext captured() {
      return captured;
    }

    @Override
    public void onSubscribe(Disposable upstream) {
      captured.run(
          MaybeObserver::onSubscribe, downstream, ContextDisposable.wrap(upstream, captured));
    }

    @Override
    public void onSuccess(T value) {
      captured.run(MaybeObserver::onSuccess, downstream, value);
    }

    @Override
    public void onError(Throwable error) {
      captured.run(MaybeObserver::onError, downstream, error);
    }

    @Override
    public void onComplete() {
      captured.run(MaybeObserver::onComplete, downstream);
    }
  }

  static final class ContextCompletableObserver implements CompletableObserver, HearsUnderContext {
    private final CompletableObserver downstream;
    private final CapturedContext captured;

    ContextCompletableObserver(CompletableObserver downstream, CapturedContext captured) {
      this.downstream = downstream;
      this.captured = captured;
    }

    @Override
    public CompletableObserver downstream() {
      return downstream;
    }

    @Override
    public CapturedContext captured() {
      return captured;
    }

    @Override
    public void onSubscribe(Disposable upstream) {
      captured.run(
          CompletableObserver::onSubscribe, downstream, ContextDisposable.wrap(upstream, captured));
    }

    @Override
    public void onError(Throwable error) {
      captured.run(CompletableObserver::onError, downstream, error);
    }

    @Override
    public void onComplete() {
      captured.run(CompletableObserver::onComplete, downstream);
    }
  }
}
