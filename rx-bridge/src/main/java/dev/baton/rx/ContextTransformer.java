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
 * Carries the context through one point of a chain, for {@code compose}: whichever thread a signal
 * comes from, whatever is below hears it under the context of the subscription. Changes nothing
 * global.
 *
 * {@snippet file="dev/baton/rx/ContextTransformerTest.java" region="compose"}
 *
 * <p><b>Capture</b> is on the subscribing thread, once for each subscription, when the chain is
 * subscribed to at this point; {@link Propagation#fixed} has nothing to capture. Where a chain is
 * subscribed to by somebody who has another context, or none, {@link Propagation#once()} captures
 * when the chain is made: compose that as the last operator.
 *
 * <p><b>Carried</b> to the subscription to what is above; to every signal, down to the next
 * operator that changes threads; and upwards, to {@code request}, {@code cancel} and {@code
 * dispose}. Signals that change threads on a scheduler of {@link ContextSchedulers} keep the
 * context.
 *
 * <p><b>Restore</b> is at the end of each signal, on the thread that brought it, which gets back
 * what it had.
 *
 * <p><b>Not carried</b> to the operators above this one, if the source emits on a thread of its
 * own: compose right below the source. A {@link dev.baton.context.TaskListener} is not told of
 * signals.
 *
 * <p><b>Cost</b>: a few objects for each subscription. With the storage of {@link
 * dev.baton.context.Baton#install()}, none for a signal, except that a request for more than 127
 * items boxes its number, unless it is for all or for a buffer of {@link Flowable#bufferSize()}.
 * Back-pressure and fusion work as they do without it.
 *
 * <p>Immutable and thread-safe; one transformer may serve any number of chains.
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
  private final Propagation propagation;

  private ContextTransformer(Propagation propagation) {
    this.propagation = propagation;
  }

  /**
   * Carries what {@link Propagation#installed()} says now: {@link
   * io.opentelemetry.context.Context#current()} of each subscription, unless it says otherwise.
   *
   * @param <T> type of the items
   */
  public static <T> ContextTransformer<T> of() {
    return of(Propagation.installed());
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
    return new ContextSources.ContextFlowable<>(upstream, propagation);
  }

  @Override
  public ObservableSource<T> apply(Observable<T> upstream) {
    return new ContextSources.ContextObservable<>(upstream, propagation);
  }

  @Override
  public SingleSource<T> apply(Single<T> upstream) {
    return new ContextSources.ContextSingle<>(upstream, propagation);
  }

  @Override
  public MaybeSource<T> apply(Maybe<T> upstream) {
    return new ContextSources.ContextMaybe<>(upstream, propagation);
  }

  @Override
  public CompletableSource apply(Completable upstream) {
    return new ContextSources.ContextCompletable(upstream, propagation);
  }

  @Override
  public ParallelFlowable<T> apply(ParallelFlowable<T> upstream) {
    return new ContextSources.ContextParallelFlowable<>(upstream, propagation);
  }

  @Override
  public String toString() {
    return "ContextTransformer[" + propagation + "]";
  }
}
