package dev.baton.executors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.ContextTask;
import dev.baton.context.Propagation;
import dev.baton.context.testing.Calls;
import dev.baton.context.testing.RecordingListener;
import io.opentelemetry.context.Context;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a listener hears while the pool still lives, and what it does not hear. */
final class LiveListenerTest {
  private final RecordingListener listener = new RecordingListener();
  private final Propagation propagation = Propagation.capturing().with(listener);
  private final Gate gate = new Gate();
  private ExecutorService delegate;

  private <E extends ExecutorService> E busy(E pool) {
    delegate = gate.keepBusy(pool);
    return pool;
  }

  @AfterEach
  void closePool() {
    gate.open();
    delegate.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"FIXED_POOL", "SINGLE_THREAD", "UNCONFIGURABLE", "SCHEDULED"})
  void shutdownNowTellsAtOnceOfWhatItGivesBack(WorkerKind kind) {
    ExecutorService executor = ContextExecutors.wrap(busy(kind.newWorker()), propagation);
    executor.execute(() -> {});
    executor.submit(() -> "");
    executor.shutdownNow();
    assertThat(listener.names())
        .containsExactlyInAnyOrder("submitted", "submitted", "cancelled", "cancelled");
  }

  @Test
  void shutdownTellsAtOnceOfWhatASchedulerCancelsThen() {
    ScheduledThreadPoolExecutor pool = busy(new ScheduledThreadPoolExecutor(1));
    ScheduledExecutorService executor = ContextExecutors.wrap(pool, propagation);
    executor.scheduleAtFixedRate(() -> {}, 1, 1, TimeUnit.HOURS);
    executor.shutdown();
    assertThat(listener.names()).containsExactly("submitted", "cancelled");
  }

  @Test
  void taskThatShutdownNowGivesBackBeforeSubmitReturnsIsHeardOfAtOnce() {
    CountDownLatch never = new CountDownLatch(1);
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>()) {
          @Override
          public void execute(Runnable task) {
            super.execute(task);
            if (never.getCount() == 0) {
              ended.shutdownNow();
            }
          }
        };
    ended = ContextExecutors.wrap(busy(pool), propagation);
    never.countDown();
    ended.submit(() -> "");
    assertThat(listener.names()).containsExactly("submitted", "cancelled");
  }

  private ExecutorService ended;

  @Test
  void taskThatAWorkerHasTakenWhenThePoolIsShutDownBeforeSubmitReturnsIsNotCancelled() {
    CountDownLatch taken = new CountDownLatch(1);
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>()) {
          @Override
          public void execute(Runnable task) {
            super.execute(task);
            Calls.await(taken);
            ended.shutdownNow();
          }

          @Override
          protected void beforeExecute(Thread thread, Runnable task) {
            taken.countDown();
            gate.pass();
          }
        };
    delegate = pool;
    ended = ContextExecutors.wrap(pool, propagation);
    ended.submit(() -> "");
    gate.open();
    ended.close();
    assertThat(listener.names()).containsExactly("submitted", "started", "ended");
  }

  /** What a future is says whether its cancellation keeps the task from running. */
  enum Kind {
    PLAIN,
    SCHEDULED,
    SCHEDULED_STAGE;

    private Class<?>[] types() {
      return switch (this) {
        case PLAIN -> new Class<?>[] {Future.class};
        case SCHEDULED -> new Class<?>[] {ScheduledFuture.class};
        case SCHEDULED_STAGE -> new Class<?>[] {ScheduledFuture.class, CompletionStage.class};
      };
    }

    Future<?> as(Future<?> future) {
      return (Future<?>)
          Proxy.newProxyInstance(
              LiveListenerTest.class.getClassLoader(),
              types(),
              (proxy, method, arguments) -> {
                try {
                  return method.invoke(future, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    }
  }

  @ParameterizedTest
  @EnumSource
  void cancellationIsHeardOfIfTheFutureStopsItsTask(Kind kind) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>()) {
          @Override
          public Future<?> submit(Runnable task) {
            return kind.as(super.submit(task));
          }
        };
    Future<?> future = ContextExecutors.wrap(busy(pool), propagation).submit(() -> {});
    assertThat(future.cancel(false)).isTrue();
    assertThat(listener.names())
        .isEqualTo(
            Arrays.asList("submitted", "cancelled").subList(0, kind == Kind.SCHEDULED ? 2 : 1));
  }

  /** Somebody's own, which knows a context and no listener. */
  private record OwnTask(Context context, Runnable unwrap) implements ContextTask, Runnable {
    @Override
    public void run() {
      unwrap.run();
    }
  }

  @Test
  void taskOfSomebodysOwnKindIsSubmittedUnheard() throws Exception {
    delegate = Executors.newSingleThreadExecutor();
    CountDownLatch ran = new CountDownLatch(1);
    Runnable task = new OwnTask(Context.root(), ran::countDown);
    ContextExecutors.wrap(delegate, propagation).submit(task).get();
    assertThat(ran.getCount()).isZero();
    assertThat(listener.names()).isEmpty();
  }
}
