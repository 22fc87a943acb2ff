package dev.baton.examples.soak;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.baton.rx.ContextSchedulers;
import dev.baton.rx.ContextTransformer;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.List;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** RxJava's schedulers and chains, the hooks installed. */
final class RxWays {
  private RxWays() {}

  static List<Way> of(Pools pools) {
    Scheduler scheduler = ContextSchedulers.wrap(Schedulers.from(pools.plain), pools.propagation);
    ContextTransformer<Integer> transformer = ContextTransformer.of(pools.propagation);
    return List.of(
        Way.of("scheduleDirect", job -> rx(scheduler.scheduleDirect(job))),
        Way.of(
            "scheduleDirect, delayed", job -> rx(scheduler.scheduleDirect(job, 1, MILLISECONDS))),
        Way.of(
            "Completable, hooks",
            job ->
                rx(
                    Completable.fromAction(job::run)
                        .subscribeOn(Schedulers.io())
                        .subscribe(() -> {}, e -> {}))),
        Way.of(
            "Flowable of a driver, hooks",
            job ->
                rx(
                    Flowable.fromPublisher(driver(pools))
                        .map(x -> x + 1)
                        .subscribe(x -> job.run(), e -> {}))),
        Way.of(
            "Flowable, transformer",
            job ->
                rx(
                    Flowable.fromPublisher(driver(pools))
                        .compose(transformer)
                        .observeOn(Schedulers.computation())
                        .subscribe(x -> job.run(), e -> {}))),
        Way.of(
            "Single, timer",
            job ->
                rx(
                    Single.timer(1, MILLISECONDS)
                        .flatMap(x -> Single.just(x).observeOn(scheduler))
                        .subscribe(x -> job.run(), e -> {}))));
  }

  private static @Nullable Future<?> rx(Disposable unused) {
    return null;
  }

  /** What a database driver gives: its own publisher, which signals on its own thread. */
  private static Publisher<Integer> driver(Pools pools) {
    return subscriber -> subscriber.onSubscribe(new Signal(pools, subscriber));
  }

  private record Signal(Pools pools, Subscriber<? super Integer> subscriber)
      implements Subscription {
    @Override
    public void request(long n) {
      pools.completers.execute(
          () -> {
            subscriber.onNext(1);
            subscriber.onComplete();
          });
    }

    @Override
    public void cancel() {}
  }
}
