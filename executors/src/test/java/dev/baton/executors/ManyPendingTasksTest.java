package dev.baton.executors;

import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.Propagation;
import dev.baton.context.TaskListener;
import dev.baton.context.testing.Garbage;
import io.opentelemetry.context.Context;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A hundred thousand tasks that wait, with a listener. Were any step to look at the others that
 * wait, none of these would end in its time.
 */
@Timeout(40)
final class ManyPendingTasksTest {
  private static final int MANY = 100_000;

  /** Which is cancelled as the i-th. */
  enum Order {
    AS_SUBMITTED,
    LAST_FIRST,
    FROM_ALL_OVER;

    int ith(int i) {
      return switch (this) {
        case AS_SUBMITTED -> i;
        case LAST_FIRST -> MANY - 1 - i;
        case FROM_ALL_OVER -> (int) (i * 7919L % MANY);
      };
    }
  }

  private static final class Counts implements TaskListener {
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger cancelled = new AtomicInteger();

    @Override
    public void started(Object task, Context context, Object state) {
      started.incrementAndGet();
    }

    @Override
    public void ended(Object task, Context context, Object state, Throwable failure) {
      ended.incrementAndGet();
    }

    @Override
    public void cancelled(Object task, Context context, Object state) {
      cancelled.incrementAndGet();
    }
  }

  private final Counts counts = new Counts();
  private final Gate gate = new Gate();
  private final ScheduledThreadPoolExecutor raw = new ScheduledThreadPoolExecutor(1);
  private final ScheduledExecutorService pool =
      ContextExecutors.wrap(raw, Propagation.capturing().with(counts));

  @BeforeEach
  void keepBusy() {
    raw.setRemoveOnCancelPolicy(true);
    gate.keepBusy(raw);
  }

  @AfterEach
  void close() {
    gate.open();
    pool.close();
  }

  private List<Future<?>> submitMany() {
    List<Future<?>> futures = new ArrayList<>(MANY);
    for (int i = 0; i < MANY; i++) {
      futures.add(pool.submit(() -> {}));
    }
    return futures;
  }

  @Test
  void eachIsHeardOnce() {
    submitMany();
    gate.open();
    pool.close();
    assertThat(counts.started).hasValue(MANY);
    assertThat(counts.ended).hasValue(MANY);
    assertThat(counts.cancelled).hasValue(0);
  }

  @ParameterizedTest
  @EnumSource
  void eachIsCancelled(Order order) {
    List<Future<?>> futures = submitMany();
    for (int i = 0; i < MANY; i++) {
      assertThat(futures.get(order.ith(i)).cancel(false)).isTrue();
    }
    assertThat(counts.cancelled).hasValue(MANY);
    assertThat(raw.getQueue()).isEmpty();
  }

  @Test
  void shutdownNowGivesThemBack() {
    submitMany();
    assertThat(pool.shutdownNow()).hasSize(MANY);
    gate.open();
    pool.close();
    assertThat(counts.started).hasValue(0);
    assertThat(counts.cancelled).hasValue(MANY);
  }

  @Test
  void cancelledTasksLetGoOfTheirContextsThoughTheirFuturesAreKept() {
    List<Future<?>> futures = new ArrayList<>();
    List<WeakReference<Context>> contexts = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      Context context = named("request " + i);
      contexts.add(new WeakReference<>(context));
      context
          .wrap(
              () -> {
                futures.add(pool.schedule(() -> {}, 1, TimeUnit.HOURS));
              })
          .run();
    }
    futures.forEach(future -> future.cancel(false));
    Garbage.awaitCollected(contexts.get(999));
    assertThat(contexts).allMatch(context -> context.refersTo(null));
    assertThat(futures).allMatch(Future::isCancelled);
  }
}
