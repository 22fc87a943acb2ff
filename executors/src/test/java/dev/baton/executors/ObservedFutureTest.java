package dev.baton.executors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.context.Propagation;
import dev.baton.context.TaskListener;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The future of a task that somebody listens to is as the delegate's own. */
@ParameterizedClass(name = "scheduled: {0}")
@ValueSource(booleans = {false, true})
final class ObservedFutureTest {
  private final boolean scheduled;
  private final Gate gate = new Gate();
  private final ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1);
  private final ScheduledExecutorService executor =
      ContextExecutors.wrap(pool, Propagation.capturing().with(new TaskListener() {}));

  ObservedFutureTest(boolean scheduled) {
    this.scheduled = scheduled;
  }

  private <T> Future<T> submit(Callable<T> task) {
    return scheduled ? executor.schedule(task, 0, TimeUnit.SECONDS) : executor.submit(task);
  }

  @AfterEach
  void closePool() {
    gate.open();
    pool.close();
  }

  @Test
  void givesTheResult() throws Exception {
    Future<String> future = submit(() -> "result");
    assertThat(future.get()).isEqualTo("result");
    assertThat(future.get(1, TimeUnit.SECONDS)).isEqualTo("result");
    assertThat(future.resultNow()).isEqualTo("result");
    assertThat(future.state()).isEqualTo(Future.State.SUCCESS);
    assertThat(future.isDone()).isTrue();
    assertThat(future.isCancelled()).isFalse();
    assertThat(future.cancel(true)).isFalse();
    assertIllegalState(future::exceptionNow);
  }

  @Test
  void givesWhatTheTaskThrew() {
    Exception failure = new Exception("on purpose");
    Future<String> future =
        submit(
            () -> {
              throw failure;
            });
    assertThatThrownBy(future::get).isInstanceOf(ExecutionException.class).hasCause(failure);
    assertThatThrownBy(() -> future.get(1, TimeUnit.SECONDS)).hasCause(failure);
    assertThat(future.exceptionNow()).isSameAs(failure);
    assertThat(future.state()).isEqualTo(Future.State.FAILED);
    assertThat(future.isDone()).isTrue();
    assertThat(future.isCancelled()).isFalse();
    assertThat(future.cancel(true)).isFalse();
    assertIllegalState(future::resultNow);
  }

  @Test
  void waitsForATaskThatIsNotDone() {
    Future<String> future =
        submit(
            () -> {
              gate.pass();
              return "";
            });
    assertThat(future.state()).isEqualTo(Future.State.RUNNING);
    assertThat(future.isDone()).isFalse();
    assertThatThrownBy(() -> future.get(1, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    assertThatThrownBy(() -> future.get(1, null)).isInstanceOf(NullPointerException.class);
    assertIllegalState(future::resultNow);
    assertIllegalState(future::exceptionNow);
    Thread.currentThread().interrupt();
    assertThatThrownBy(future::get).isInstanceOf(InterruptedException.class);
  }

  @Test
  void isCancelled() {
    gate.keepBusy(pool);
    Future<String> future = submit(() -> "");
    assertThat(future.cancel(false)).isTrue();
    assertThat(future.state()).isEqualTo(Future.State.CANCELLED);
    assertThat(future.isDone()).isTrue();
    assertThat(future.isCancelled()).isTrue();
    assertThatThrownBy(future::get).isInstanceOf(CancellationException.class);
    assertThatThrownBy(() -> future.get(1, TimeUnit.SECONDS))
        .isInstanceOf(CancellationException.class);
    assertIllegalState(future::resultNow);
    assertIllegalState(future::exceptionNow);
  }

  @Test
  void looksLikeTheDelegatesFuture() {
    gate.keepBusy(pool);
    assertThat(submit(() -> "")).asString().isEqualTo(pool.getQueue().peek().toString());
  }

  @Test
  void isOrderedByItsDelay() {
    gate.keepBusy(pool);
    ScheduledFuture<?> soon = executor.schedule(() -> {}, 1, TimeUnit.HOURS);
    ScheduledFuture<?> late = executor.schedule(() -> "", 2, TimeUnit.HOURS);
    ScheduledFuture<String> raw = pool.schedule(() -> "", 90, TimeUnit.MINUTES);
    assertThat(soon.getDelay(TimeUnit.MINUTES)).isBetween(50L, 60L);
    assertThat(late.getDelay(TimeUnit.MINUTES)).isBetween(110L, 120L);
    assertThat(soon.compareTo(late)).isNegative();
    assertThat(late.compareTo(soon)).isPositive();
    assertThat(raw.compareTo(late)).isNegative();
    assertThat(soon.compareTo(raw)).isNegative();
    assertThat(late.compareTo(raw)).isPositive();
    List.of(soon, late, raw).forEach(future -> future.cancel(false));
  }

  private static void assertIllegalState(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(IllegalStateException.class);
  }
}
