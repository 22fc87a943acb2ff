package dev.baton.rx;

import dev.baton.context.CapturedContext;
import dev.baton.context.Propagation;
import dev.baton.rx.ContextObservers.ContextCompletableObserver;
import dev.baton.rx.ContextObservers.ContextMaybeObserver;
import dev.baton.rx.ContextObservers.ContextObserver;
import dev.baton.rx.ContextObservers.ContextSingleObserver;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.CompletableObserver;
import io.reactivex.rxjava3.core.CompletableSource;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.MaybeObserver;
import io.reactivex.rxjava3.core.MaybeSource;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.ObservableSource;
import io.reactivex.rxjava3.core.Observer;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleObserver;
import io.reactivex.rxjava3.core.SingleSource;
import io.reactivex.rxjava3.parallel.ParallelFlowable;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;

/**
 * One small class for each type of chain. All subscribe to their source, and hear its signals,
 * under the context of the subscription.
 */
final class ContextSources {
  private ContextSources() {}

  /** Any of these. */
  interface ContextSource {}

  static final class ContextFlowable<T> extends Flowable<T> implements ContextSource {
    private final Flowable<T> source;
    private final Propagation propagation;

    ContextFlowable(Flowable<T> source, Propagation propagation) {
      this.source = source;
      this.propagation = propagation;
    }

    @Override
    protected void subscribeActual(Subscriber<? super T> subscriber) {
      CapturedContext captured = propagation.capture();
      captured.run(Publisher::subscribe, source, ContextSubscriber.wrap(subscriber, captured));
    }
  }

  static final class ContextObservable<T> extends Observable<T> implements ContextSource {
    private final Observable<T> source;
    private final Propagation propagation;

    ContextObservable(Observable<T> source, Propagation propagation) {
      this.source = source;
      this.propagation = propagation;
    }

    @Override
    protected void subscribeActual(Observer<? super T> observer) {
      CapturedContext captured = propagation.capture();
      captured.run(ObservableSource::subscribe, source, new ContextObserver<>(observer, captured));
    }
  }

  static final class ContextSingle<T> extends Single<T> implements ContextSource {
    private final Single<T> source;
    private final Propagation propagation;

    ContextSingle(Single<T> source, Propagation propagation) {
      this.source = source;
      this.propagation = propagation;
    }

    @Override
    protected void subscribeActual(SingleObserver<? super T> observer) {
      CapturedContext captured = propagation.capture();
      captured.run(
          SingleSource::subscribe, source, new ContextSingleObserver<>(observer, captured));
    }
  }

  static final class ContextMaybe<T> extends Maybe<T> implements ContextSource {
    private final Maybe<T> source;
    private final Propagation propagation;

    ContextMaybe(Maybe<T> source, Propagation propagation) {
      this.source = source;
      this.propagation = propagation;
    }

    @Override
    protected void subscribeActual(MaybeObserver<? super T> observer) {
      CapturedContext captured = propagation.capture();
      captured.run(MaybeSource::subscribe, source, new ContextMaybeObserver<>(observer, captured));
    }
  }

  static final class ContextCompletable extends Completable implements ContextSource {
    private final Completable source;
    private final Propagation propagation;

    ContextCompletable(Completable source, Propagation propagation) {
      this.source = source;
      this.propagation = propagation;
    }

    @Override
    protected void subscribeActual(CompletableObserver observer) {
      CapturedContext captured = propagation.capture();
      captured.run(
          CompletableSource::subscribe, source, new ContextCompletableObserver(observer, captured));
    }
  }

  static final class ContextParallelFlowable<T> extends ParallelFlowable<T>
      implements ContextSource {
    private final ParallelFlowable<T> source;
    private final Propagation propagation;

    ContextParallelFlowable(ParallelFlowable<T> source, Propagation propagation) {
      this.source = source;
      this.propagation = propagation;
    }

    @Override
    public int parallelism() {
      return source.parallelism();
    }

    @Override
    public void subscribe(Subscriber<? super T>[] subscribers) {
      Subscriber<? super T>[] hooked = RxJavaPlugins.onSubscribe(this, subscribers);
      if (validate(hooked)) {
        CapturedContext captured = propagation.capture();
        captured.run(ParallelFlowable::subscribe, source, ContextSubscriber.wrap(hooked, captured));
      }
    }
  }
}
