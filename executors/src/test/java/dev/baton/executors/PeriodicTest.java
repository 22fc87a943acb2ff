package dev.baton.executors;

import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.CarriedThreadLocal;
import dev.baton.context.Propagation;
import dev.baton.context.testing.Calls;
import dev.baton.context.testing.TestContexts;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a task runs under that comes round again and again. */
@ParameterizedClass(name = "{0}")
@EnumSource
final class PeriodicTest {
  private static final int ROUNDS = 3;
  private static final Context A = named("A");
  private static final Context B = named("B");

  private final Method method;
  private final ThreadLocal<String> local = new ThreadLocal<>();
  private final ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1);

  enum Method {
    AT_FIXED_RATE,
    WITH_FIXED_DELAY;

    Future<?> schedule(ScheduledExecutorService executor, Runnable task) {
      return switch (this) {
        case AT_FIXED_RATE -> executor.scheduleAtFixedRate(task, 0, 1, TimeUnit.MILLISECONDS);
        case WITH_FIXED_DELAY -> executor.scheduleWithFixedDelay(task, 0, 1, TimeUnit.MILLISECONDS);
      };
    }
  }

  PeriodicTest(Method method) {
    this.method = method;
  }

  @BeforeEach
  void setThreadLocals() {
    local.set("the scheduler's");
    Calls.run(pool, () -> local.set("the worker's"));
  }

  @AfterEach
  void closePool() {
    String left = Calls.call(pool, this::nameAndLocal);
    pool.close();
    local.remove();
    assertThat(left).isEqualTo("null, the worker's");
  }

  private String nameAndLocal() {
    return TestContexts.currentName() + ", " + local.get();
  }

  private Propagation withLocal(Propagation propagation) {
    return propagation.with(CarriedThreadLocal.of(local));
  }

  /** What the task sees in the first rounds, when it is scheduled under {@code A}. */
  private List<String> rounds(Propagation ofExecutor, Propagation ofTask) {
    List<String> seen = new CopyOnWriteArrayList<>();
    CountDownLatch rounds = new CountDownLatch(ROUNDS);
    Runnable task =
        () -> {
          if (rounds.getCount() > 0) {
            seen.add(nameAndLocal());
            rounds.countDown();
          }
        };
    try (Scope scope = A.makeCurrent()) {
      Future<?> future =
          method.schedule(
              ContextExecutors.wrap(pool, ofExecutor), ofTask == null ? task : ofTask.wrap(task));
      Calls.await(rounds);
      future.cancel(false);
    }
    assertThat(seen).hasSize(ROUNDS);
    return seen;
  }

  @Test
  void runsUnderRootAndClearsWhatIsCarried() {
    assertThat(rounds(withLocal(Propagation.capturing()), null)).containsOnly("null, null");
  }

  @Test
  void keepsThreadLocalsThatAreNotCarried() {
    assertThat(rounds(Propagation.capturing(), null)).containsOnly("null, the worker's");
  }

  @Test
  void keepsAFixedPropagation() {
    assertThat(rounds(withLocal(Propagation.fixed(B)), null)).containsOnly("B, the scheduler's");
    assertThat(rounds(withLocal(Propagation.capturing()).once(), null))
        .containsOnly("null, the scheduler's");
  }

  @Test
  void keepsWhatATaskCapturedBeforeItWasScheduled() {
    assertThat(rounds(Propagation.capturing(), withLocal(Propagation.capturing())))
        .containsOnly("A, the scheduler's");
    assertThat(rounds(Propagation.fixed(B), Propagation.capturing()))
        .containsOnly("A, the worker's");
  }

  @Test
  void clearsThreadLocalsThatATaskDidNotCaptureBeforeItWasScheduled() {
    assertThat(rounds(withLocal(Propagation.capturing()), Propagation.capturing()))
        .containsOnly("A, null");
  }

  @Test
  void taskThatSchedulesItselfKeepsItsFirstContextUnlessItIsWrappedForRoot() {
    assertThat(selfScheduling(task -> task)).containsExactly("A", "A", "A");
    assertThat(selfScheduling(Propagation.root()::wrap)).containsExactly(null, null, null);
  }

  private interface Wrap {
    Runnable wrap(Runnable task);
  }

  private List<String> selfScheduling(Wrap wrap) {
    ScheduledExecutorService executor = ContextExecutors.wrap(pool);
    List<String> seen = new CopyOnWriteArrayList<>();
    CountDownLatch rounds = new CountDownLatch(ROUNDS);
    Runnable[] self = new Runnable[1];
    self[0] =
        wrap.wrap(
            () -> {
              seen.add(TestContexts.currentName());
              rounds.countDown();
              if (rounds.getCount() > 0) {
                executor.schedule(self[0], 1, TimeUnit.MILLISECONDS);
              }
            });
    try (Scope scope = A.makeCurrent()) {
      executor.schedule(self[0], 1, TimeUnit.MILLISECONDS);
    }
    Calls.await(rounds);
    return seen;
  }
}
