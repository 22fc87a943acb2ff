package dev.baton.examples;

import io.reactivex.rxjava3.core.BackpressureStrategy;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.FlowableEmitter;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.disposables.Disposable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** RxJava: subscribed to on a scheduler, fed by a driver, with an inner source, and observed on. */
final class RxChain implements Boundary {
  static final Row ROW =
      new Row("RxJava chain", "subscribeOn, a driver's source, flatMap, observeOn", 4);

  private final Wiring wiring;
  private final ExecutorService driver;
  private final ExecutorService pool;
  private final Scheduler scheduler;

  RxChain(Wiring wiring) {
    this.wiring = wiring;
    this.driver = Executors.newFixedThreadPool(2, wiring.threads("rx-driver-"));
    this.pool = Executors.newFixedThreadPool(4, wiring.threads("rx-"));
    this.scheduler = wiring.rxScheduler(pool);
  }

  @Override
  public Row row() {
    return ROW;
  }

  @Override
  public void start(Request request) {
    Callback ask = request.callback(ROW, "ask the warehouse");
    Callback read = request.callback(ROW, "read the shelf");
    Callback offer = request.callback(ROW, "offer alternatives");
    Disposable unused =
        Flowable.<String>create(
                emitter -> {
                  ask.run();
                  driver.execute(() -> answer(emitter));
                },
                BackpressureStrategy.BUFFER)
            .compose(wiring.rxChain())
            .doOnNext(shelf -> read.run())
            .flatMap(shelf -> inner(request).subscribeOn(scheduler))
            .subscribeOn(scheduler)
            .observeOn(scheduler)
            .subscribe(alternatives -> offer.run(), request::failIf);
  }

  private static void answer(FlowableEmitter<String> emitter) {
    emitter.onNext("shelf 7");
    emitter.onComplete();
  }

  private static Flowable<String> inner(Request request) {
    Callback look = request.callback(ROW, "look for alternatives");
    return Flowable.fromCallable(
        () -> {
          look.run();
          return "another";
        });
  }

  @Override
  public void close() {
    driver.shutdownNow();
    pool.shutdownNow();
  }
}
