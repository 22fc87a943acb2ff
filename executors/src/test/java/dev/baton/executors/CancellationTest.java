package dev.baton.executors;

import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.Propagation;
import dev.baton.context.TaskListener;
import dev.baton.context.testing.Calls;
import dev.baton.context.testing.Garbage;
import dev.baton.context.testing.TestContexts;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.lang.ref.WeakReference;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Futures that are cancelled, with and without somebody who listens. */
@ParameterizedClass(name = "{0}")
@MethodSource("withAndWithoutListener")
final class CancellationTest {
  private final Propagation propagation;
  private final Gate gate = new Gate();
  private final ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1);

  CancellationTest(Propagation propagation) {
    this.propagation = propagation;
  }

  static Stream<Propagation> withAndWithoutListener() {
    return Stream.of(
        Propagation.capturing(), Propagation.capturing().with(new ForgetfulListener()));
  }

  private static final class ForgetfulListener implements TaskListener {
    @Override
    public String toString() {
      return "listener";
    }
  }

  @AfterEach
  void closePool() {
    gate.open();
    pool.close();
  }

  private ScheduledExecutorService busyScheduler() {
    return ContextExecutors.wrap(gate.keepBusy(pool), propagation);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "SUBMIT_RUNNABLE",
        "SUBMIT_CALLABLE",
        "SCHEDULE_RUNNABLE",
        "SCHEDULE_AT_FIXED_RATE",
        "SCHEDULE_WITH_FIXED_DELAY"
      })
  void removeOnCancelPolicyTakesTheTaskOutOfTheQueue(SubmitMethod method) {
    pool.setRemoveOnCancelPolicy(true);
    ScheduledExecutorService executor = busyScheduler();
    Future<?> first = method.submit(executor, () -> {});
    Future<?> second = method.submit(executor, () -> {});
    first.cancel(false);
    assertThat(pool.getQueue()).hasSize(1);
    second.cancel(false);
    assertThat(pool.getQueue()).isEmpty();
  }

  @Test
  void purgeTakesCancelledTasksOutOfTheQueue() {
    try (ThreadPoolExecutor plain = (ThreadPoolExecutor) Executors.newFixedThreadPool(1)) {
      ContextExecutors.wrap(gate.keepBusy(plain), propagation).submit(() -> {}).cancel(false);
      plain.purge();
      assertThat(plain.getQueue()).isEmpty();
      gate.open();
    }
  }

  @Test
  void cancelInterruptsTheTaskAndLeavesItsThreadAsItWas() {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Future<?> future;
    try (Scope scope = named("A").makeCurrent()) {
      future =
          ContextExecutors.wrap(pool, propagation)
              .submit(
                  () -> {
                    started.countDown();
                    try {
                      new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                      interrupted.countDown();
                    }
                  });
    }
    Calls.await(started);
    assertThat(future.cancel(true)).isTrue();
    Calls.await(interrupted);
    assertThat(Calls.<String>call(pool, TestContexts::currentName)).isNull();
  }

  private record Held(Future<?> future, WeakReference<Context> context) {}

  @ParameterizedTest
  @EnumSource(
      names = {
        "SUBMIT_RUNNABLE",
        "SUBMIT_CALLABLE",
        "SUBMIT_WITH_RESULT",
        "SCHEDULE_RUNNABLE",
        "SCHEDULE_CALLABLE"
      })
  void futureLetsGoOfTheContextWhenItIsCancelledAndWhenItIsDone(SubmitMethod method) {
    Held done = submit(method, ContextExecutors.wrap(pool, propagation));
    Calls.until(done.future()::isDone);
    Calls.run(pool, () -> {}); // the worker is past it
    Held cancelled = submit(method, busyScheduler());
    cancelled.future().cancel(false);
    Garbage.awaitCollected(done.context());
    Garbage.awaitCollected(cancelled.context());
    assertThat(done.future().state()).isEqualTo(Future.State.SUCCESS);
    assertThat(cancelled.future().state()).isEqualTo(Future.State.CANCELLED);
  }

  private static Held submit(SubmitMethod method, ScheduledExecutorService executor) {
    Context context = named("a request's");
    try (Scope scope = context.makeCurrent()) {
      return new Held(method.submit(executor, () -> {}), new WeakReference<>(context));
    }
  }
}
