package dev.baton.rx;

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
import io.reactivex.rxjava3.disposables.Disposable;
import java.util.List;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * A driver's source, of whatever type, which RxJava did not make: it signals on the driver's own
 * thread, and sees under which context it is subscribed to, asked, and cancelled.
 */
final class ForeignSource
    implements Publisher<Object>,
        ObservableSource<Object>,
        SingleSource<Object>,
        MaybeSource<Object>,
        CompletableSource {

  /** What a source does. */
  enum Course {
    ITEMS,
    ITEMS_WITHOUT_END,
    EMPTY,
    ERROR;

    boolean hasItems() {
      return this == ITEMS || this == ITEMS_WITHOUT_END;
    }
  }

  static final List<Class<?>> TYPES =
      List.of(
          Publisher.class,
          ObservableSource.class,
          SingleSource.class,
          MaybeSource.class,
          CompletableSource.class);

  private static final int ITEMS = 3;

  /** Makes an item, which may be a source. */
  interface Items {
    Object make();
  }

  private final OperatorCase test;
  private final Course course;
  private final Items items;

  ForeignSource(OperatorCase test, Course course, Items items) {
    this.test = test;
    this.course = course;
    this.items = items;
  }

  /** As a source of RxJava's, by its own means. */
  Object ofRxJava(Class<?> type) {
    if (type.isAssignableFrom(Flowable.class)) {
      return Flowable.fromPublisher(this);
    } else if (type.isAssignableFrom(Observable.class)) {
      return Observable.wrap(this);
    } else if (type.isAssignableFrom(Single.class)) {
      return Single.wrap(this);
    } else if (type.isAssignableFrom(Maybe.class)) {
      return Maybe.wrap(this);
    } else if (type.isAssignableFrom(Completable.class)) {
      return Completable.wrap(this);
    } else {
      throw new AssertionError(type);
    }
  }

  /** Puts below a source what the wiring of the test needs. */
  static Object wire(OperatorCase test, Object source) {
    if (source instanceof Flowable<?> flowable) {
      return test.wire(flowable);
    } else if (source instanceof Observable<?> observable) {
      return test.wire(observable);
    } else if (source instanceof Single<?> single) {
      return test.wire(single);
    } else if (source instanceof Maybe<?> maybe) {
      return test.wire(maybe);
    }
    return test.wire((Completable) source);
  }

  @SuppressWarnings("StaticAssignmentOfThrowable")
  private static final RuntimeException FAILURE = new ArithmeticException("on purpose");

  @Override
  public void subscribe(Subscriber<? super Object> subscriber) {
    test.see("subscribe");
    Handle handle = new Handle();
    handle.emission = () -> emit(subscriber, handle);
    subscriber.onSubscribe(handle);
    if (!course.hasItems()) {
      test.later(handle.emission);
    }
  }

  @Override
  public void subscribe(Observer<? super Object> observer) {
    test.see("subscribe");
    Handle handle = new Handle();
    observer.onSubscribe(handle);
    test.later(
        () -> {
          for (int i = 0; course.hasItems() && i < ITEMS && !handle.isDisposed(); i++) {
            observer.onNext(items.make());
          }
          end(handle, observer::onError, observer::onComplete);
        });
  }

  @Override
  public void subscribe(SingleObserver<? super Object> observer) {
    test.see("subscribe");
    Handle handle = new Handle();
    observer.onSubscribe(handle);
    test.later(
        () -> {
          if (course == Course.ITEMS && !handle.isDisposed()) {
            observer.onSuccess(items.make());
          } else if (course != Course.ITEMS_WITHOUT_END && !handle.isDisposed()) {
            observer.onError(FAILURE);
          }
        });
  }

  @Override
  public void subscribe(MaybeObserver<? super Object> observer) {
    test.see("subscribe");
    Handle handle = new Handle();
    observer.onSubscribe(handle);
    test.later(
        () -> {
          if (course == Course.ITEMS && !handle.isDisposed()) {
            observer.onSuccess(items.make());
          } else {
            end(handle, observer::onError, observer::onComplete);
          }
        });
  }

  @Override
  public void subscribe(CompletableObserver observer) {
    test.see("subscribe");
    Handle handle = new Handle();
    observer.onSubscribe(handle);
    test.later(() -> end(handle, observer::onError, observer::onComplete));
  }

  private void emit(Subscriber<? super Object> subscriber, Handle handle) {
    while (course.hasItems() && handle.emitted < ITEMS && !handle.isDisposed()) {
      if (handle.emitted == handle.requested) {
        return;
      }
      handle.emitted++;
      subscriber.onNext(items.make());
    }
    end(handle, subscriber::onError, subscriber::onComplete);
  }

  private interface OnError {
    void accept(Throwable error);
  }

  private void end(Handle handle, OnError onError, Runnable onComplete) {
    if (handle.isDisposed() || course == Course.ITEMS_WITHOUT_END) {
      return;
    }
    handle.over = true;
    if (course == Course.ERROR) {
      onError.accept(FAILURE);
    } else {
      onComplete.run();
    }
  }

  /** Used by one thread at a time: the subscriber's, until all is set up, and then the driver's. */
  private final class Handle implements Subscription, Disposable {
    private Runnable emission = () -> {};
    private long requested;
    private long emitted;
    private volatile boolean over;

    @Override
    public void request(long number) {
      test.see("request");
      requested = Math.max(requested, requested + number);
      test.later(emission);
    }

    @Override
    public void cancel() {
      if (!over) {
        test.see("cancel");
      }
      over = true;
    }

    @Override
    public void dispose() {
      cancel();
    }

    @Override
    public boolean isDisposed() {
      return over;
    }
  }
}
