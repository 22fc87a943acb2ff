package dev.baton.tracing.rx;

import dev.baton.context.Propagation;
import dev.baton.rx.ContextTransformer;
import dev.baton.tracing.TracedOperation;
import dev.baton.tracing.TracedOperations;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.CompletableTransformer;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.FlowableTransformer;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.MaybeTransformer;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.ObservableTransformer;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleTransformer;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * {@link TracedOperations} for RxJava's five types, for {@code compose}: a span for each
 * subscription, which ends when what is above it completes, fails, or is cancelled or disposed of.
 * The last two are no failure: the span then has {@code baton.operation.abandoned}.
 *
 * {@snippet file="dev/baton/tracing/rx/TracedChainTest.java" region="trace"}
 *
 * <p>The span starts on the thread that subscribes, as a child of the one that is current there,
 * and is current where what is above is subscribed to: with {@link dev.baton.rx.RxContextHooks},
 * all that is above has it. What is below has its subscriber's context.
 *
 * @param <T> type of the items
 */
public final class TracedChain<T>
    implements FlowableTransformer<T, T>,
        ObservableTransformer<T, T>,
        SingleTransformer<T, T>,
        MaybeTransformer<T, T>,
        CompletableTransformer {
  private final Supplier<TracedOperation> starts;
  private final String name;

  private TracedChain(Supplier<TracedOperation> starts, String name) {
    this.starts = starts;
    this.name = name;
  }

  /**
   * Makes spans of this name.
   *
   * @param <T> type of the items
   */
  public static <T> TracedChain<T> of(TracedOperations operations, String name) {
    Objects.requireNonNull(operations, "operations");
    Objects.requireNonNull(name, "name");
    return new TracedChain<>(() -> operations.start(name), name);
  }

  /**
   * Takes the operation of each subscription from here: for one that has begun before.
   *
   * @param <T> type of the items
   * @param starts called on the thread that subscribes
   */
  public static <T> TracedChain<T> of(Supplier<TracedOperation> starts) {
    return new TracedChain<>(Objects.requireNonNull(starts, "starts"), starts.toString());
  }

  private static <T> ContextTransformer<T> inside(TracedOperation span) {
    return ContextTransformer.of(Propagation.fixed(span.context()));
  }

  @Override
  public Flowable<T> apply(Flowable<T> upstream) {
    return Flowable.defer(
            () -> {
              TracedOperation span = starts.get();
              return upstream
                  .compose(inside(span))
                  .doOnComplete(span::end)
                  .doOnError(span::end)
                  .doOnCancel(span::abandon);
            })
        .compose(ContextTransformer.of(Propagation.capturing()));
  }

  @Override
  public Observable<T> apply(Observable<T> upstream) {
    return Observable.defer(
            () -> {
              TracedOperation span = starts.get();
              return upstream
                  .compose(inside(span))
                  .doOnComplete(span::end)
                  .doOnError(span::end)
                  .doOnDispose(span::abandon);
            })
        .compose(ContextTransformer.of(Propagation.capturing()));
  }

  @Override
  public Single<T> apply(Single<T> upstream) {
    return Single.defer(
            () -> {
              TracedOperation span = starts.get();
              return upstream
                  .compose(inside(span))
                  .doOnEvent((value, failure) -> span.end(failure))
                  .doOnDispose(span::abandon);
            })
        .compose(ContextTransformer.of(Propagation.capturing()));
  }

  @Override
  public Maybe<T> apply(Maybe<T> upstream) {
    return Maybe.defer(
            () -> {
              TracedOperation span = starts.get();
              return upstream
                  .compose(inside(span))
                  .doOnEvent((value, failure) -> span.end(failure))
                  .doOnDispose(span::abandon);
            })
        .compose(ContextTransformer.of(Propagation.capturing()));
  }

  @Override
  public Completable apply(Completable upstream) {
    return Completable.defer(
            () -> {
              TracedOperation span = starts.get();
              return upstream
                  .compose(TracedChain.<Object>inside(span))
                  .doOnEvent(span::end)
                  .doOnDispose(span::abandon);
            })
        .compose(ContextTransformer.<Object>of(Propagation.capturing()));
  }

  @Override
  public String toString() {
    return "TracedChain[" + name + "]";
  }
}
