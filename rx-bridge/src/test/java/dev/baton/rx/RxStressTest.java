package dev.baton.rx;

import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.processors.FlowableProcessor;
import io.reactivex.rxjava3.processors.PublishProcessor;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Many chains, each with a context of its own, on the same few threads and below the same subject.
 * In the long mode, {@code -Dbaton.long=10000000}, ten million items.
 */
@ExtendWith(CleanRx.class)
@Tag("slot")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
final class RxStressTest {
  private static final int CHAINS = 64;
  private static final long ITEMS = Long.getLong("baton.long", 40_000);

  enum Wiring {
    HOOKS,
    TRANSFORMERS_AND_SCHEDULERS
  }

  private final AtomicLong seen = new AtomicLong();
  private final AtomicLong wrong = new AtomicLong();

  private void look(Context expected) {
    seen.incrementAndGet();
    if (Context.current() != expected) {
      wrong.incrementAndGet();
    }
  }

  @ParameterizedTest
  @EnumSource(Wiring.class)
  void noItemIsUnderAnotherChainsContext(Wiring wiring) throws Exception {
    int itemsOfEach = (int) (ITEMS / CHAINS);
    RxContextHooks hooks = wiring == Wiring.HOOKS ? RxContextHooks.install() : null;
    FlowableProcessor<Integer> subject = PublishProcessor.<Integer>create().toSerialized();
    CountDownLatch ended = new CountDownLatch(CHAINS);
    try (ExecutorService pool = Executors.newFixedThreadPool(4);
        ExecutorService drivers = Executors.newFixedThreadPool(2)) {
      Scheduler scheduler =
          hooks == null ? ContextSchedulers.wrap(Schedulers.from(pool)) : Schedulers.from(pool);
      for (int chain = 0; chain < CHAINS; chain++) {
        Context context = named("chain " + chain);
        try (Scope scope = context.makeCurrent()) {
          Flowable<Integer> source = subject.onBackpressureBuffer();
          if (hooks == null) {
            source = source.compose(ContextTransformer.of());
          }
          Disposable unused =
              source
                  .doOnNext(item -> look(context))
                  .observeOn(scheduler)
                  .doOnNext(item -> look(context))
                  .flatMap(
                      item ->
                          item % 8 == 0
                              ? Flowable.just(item)
                                  .subscribeOn(scheduler)
                                  .doOnNext(inner -> look(context))
                              : Flowable.just(item))
                  .take(itemsOfEach)
                  .doFinally(ended::countDown)
                  .subscribe(item -> look(context));
        }
      }
      CountDownLatch driven = new CountDownLatch(2);
      for (int driver = 0; driver < 2; driver++) {
        Context others = named("driver " + driver);
        boolean withContext = driver == 0;
        int half = itemsOfEach / 2 + 1;
        drivers.execute(
            () -> {
              for (int i = 0; i < half; i++) {
                if (withContext) {
                  try (Scope scope = others.makeCurrent()) {
                    subject.onNext(i);
                  }
                } else {
                  subject.onNext(i);
                }
              }
              if (Context.current() != Context.root()) {
                wrong.incrementAndGet();
              }
              driven.countDown();
            });
      }
      driven.await();
      ended.await();
    } finally {
      if (hooks != null) {
        hooks.close();
      }
    }
    assertThat(wrong).hasValue(0);
    assertThat(seen.get()).isGreaterThanOrEqualTo(3L * CHAINS * itemsOfEach);
  }

  @Test
  void hooksThatComeAndGoDropNoItem() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      other.execute(
          () -> {
            for (int i = 0; i < 200; i++) {
              RxContextHooks.install().close();
            }
            ended.countDown();
          });
      long items = 0;
      int rounds = 0;
      while (ended.getCount() > 0 || rounds == 0) {
        items += Flowable.range(0, 100).concatMap(Flowable::just).count().blockingGet();
        rounds++;
      }
      assertThat(items).isEqualTo(100L * rounds);
    }
  }
}
