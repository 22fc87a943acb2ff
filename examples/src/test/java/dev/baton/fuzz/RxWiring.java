package dev.baton.fuzz;

import dev.baton.context.Propagation;
import dev.baton.executors.ContextExecutors;
import dev.baton.rx.ContextSchedulers;
import dev.baton.rx.ContextTransformer;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.concurrent.Executor;

/**
 * What a chain is put together from: by hand, or with hooks that see to everything.
 *
 * @param hooks what they carry; null if there are none
 */
record RxWiring(Crossing crossing, Carrying hooks) {
  Body body() {
    return hooks != null ? crossing.tidyBody(hooks) : crossing.tidyBody();
  }

  Scheduler scheduler() {
    return scheduler(crossing.pool());
  }

  /**
   * RxJava has one thread that hands over what is late; a pool must not have it run that. And if
   * the pool itself can wait, on several threads, RxJava's own chains lose items.
   */
  Scheduler schedulerWithDelays() {
    return scheduler(crossing.pool(Pools.Kind.OWN));
  }

  private Scheduler scheduler(Executor pool) {
    if (hooks != null) {
      return Schedulers.from(pool);
    }
    Propagation propagation = crossing.propagation();
    return crossing.toss()
        ? ContextSchedulers.wrap(Schedulers.from(pool), propagation)
        : ContextSchedulers.from(ContextExecutors.wrap(pool, propagation));
  }

  /** With hooks there is nothing to transform, and it does no harm to do it. */
  <T> ContextTransformer<T> transformer() {
    return ContextTransformer.of(hooks != null ? hooks.propagation() : crossing.propagation());
  }

  /** Has a thread that knows nothing of us emit something. */
  void emit(Runnable emission) {
    crossing.foreign().execute(emission);
  }
}
