package dev.baton.rx;

import dev.baton.context.Propagation;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.CompletableSource;
import io.reactivex.rxjava3.core.CompletableTransformer;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.FlowableTransformer;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.MaybeSource;
import io.reactivex.rxjava3.core.MaybeTransformer;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.ObservableSource;
import io.reactivex.rxjava3.core.ObservableTransformer;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleSource;
import io.reactivex.rxjava3.core.SingleTransformer;
import io.reactivex.rxjava3.parallel.ParallelFlowable;
import io.reactivex.rxjava3.parallel.ParallelTransformer;
import java.util.Objects;
import org.reactivestreams.Publisher;

/**
 * Carries the context through one point of a chain, for {@code compose}: whatever thread a signal
 * comes from, what is below hears it under the context of the subscription. Nothing global.
 *
 * {@snippet file="dev/baton/rx/ContextTransformerTest.java" region="compose"}
 *
 * <p><b>Capture</b> is on the subscribing thread, when the chain is subscribed to at this point,
 * once for each subscription; with {@link Propagation#fixed} there is nothing to capture.
 *
 * <p><b>Carried</b>: to the subscription to what is above; to every signal down to the next
 * operator that goes to another thread; and upwards, to {@code request}, {@code cancel} and {@code
 * dispose}. Signals that have changed threads on a scheduler of {@link ContextSchedulers} have the
 * context by that.
 *
 * <p><b>Restore</b> is at the end of each signal, on the thread that brought it, which gets back
 * what it had.
 *
 * <p><b>Not carried</b>: to the operators above this one, where a source emits on a thread of its
 * own. Compose right below the source. A {@link dev.baton.context.TaskListener} hears nothing of
 * signals.
 *
 * <p><b>Cost</b>: one attach for each signal; a few objects for each subscription. Back-pressure
 * and fusion stay as they are.
 *
 * <p>Immutable and thread-safe; one may serve any number of chains.
 *
 * @param <T> type of the items
 */
public final class ContextTransformer<T>
    implements FlowableTransformer<T, T>,
        ObservableTransformer<T, T>,
        SingleTransformer<T, T>,
        MaybeTransformer<T, T>,
        CompletableTransformer,
        ParallelTransformer<T, T> {
  private static final ContextTransformer<?> CAPTURING =
      new ContextTransformer<>(Propagation.capturing());

  private final Propagation propagation;

  private ContextTransformer(Propagation propagation) {
    this.propagation = propagation;
  }

  /**
   * Carries {@link io.opentelemetry.context.Context#current()} of each subscription.
   *
   * @param <T> type of the items
   */
  @SuppressWarnings("unchecked") // it looks at no item
  public static <T> ContextTransformer<T> capturing() {
    return (ContextTransformer<T>) CAPTURING;
  }

  /**
   * Carries what the propagation says.
   *
   * @param <T> type of the items
   * @param propagation asked at each subscription
   */
  public static <T> ContextTransformer<T> of(Propagation propagation) {
    return new ContextTransformer<>(Objects.requireNonNull(propagation, "propagation"));
  }

  @Override
  public Publisher<T> apply(Flowable<T> upstream) {
    return new ContextFlowable<>(upstream, propagation);
  }

  @Override
  public ObservableSource<T> apply(Observable<T> upstream) {
    return new ContextObservable<>(upstream, propagation);
  }

  @Override
  public SingleSource<T> apply(Single<T> upstream) {
    return new ContextSingle<>(upstream, propagation);
  }

  @Override
  public MaybeSource<T> apply(Maybe<T> upstream) {
    return new ContextMaybe<>(upstream, propagation);
  }

  @Override
  public CompletableSource apply(Completable upstream) {
    return new ContextCompletable(upstream, propagation);
  }

  @Override
  public ParallelFlowable<T> apply(ParallelFlowable<T> upstream) {
    return new ContextParallelFlowable<>(upstream, propagation);
  }

  @Override
  public String toString() {
    return "ContextTransformer[" + propagation + "]";
  }
}
