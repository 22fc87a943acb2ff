package dev.baton.executors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.Propagation;
import dev.baton.context.testing.Calls;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many tasks that end in every way there is: a listener hears of each one's end exactly once. */
final class ListenerCountTest {
  private static final int SUBMITTERS = 4;
  private static final int ROUNDS = 150;

  enum Pool {
    BOUNDED,
    DISCARDING,
    DISCARDING_THE_OLDEST,
    SCHEDULED,
    FORK_JOIN,
    VIRTUAL;

    ExecutorService newPool() {
      return switch (this) {
        case BOUNDED -> newPool(new ThreadPoolExecutor.AbortPolicy());
        case DISCARDING -> newPool(new ThreadPoolExecutor.DiscardPolicy());
        case DISCARDING_THE_OLDEST -> newPool(new ThreadPoolExecutor.DiscardOldestPolicy());
        case SCHEDULED -> new ScheduledThreadPoolExecutor(2);
        case FORK_JOIN ->
            WorkerKind.newForkJoinPool(2, ForkJoinPool.defaultForkJoinWorkerThreadFactory);
        case VIRTUAL -> Executors.newVirtualThreadPerTaskExecutor();
      };
    }

    private static ExecutorService newPool(RejectedExecutionHandler handler) {
      return new ThreadPoolExecutor(
          2, 2, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(20), handler);
    }

    /** These wait for all their tasks, for ever if one is dropped. */
    boolean invokesAll() {
      return this != DISCARDING && this != DISCARDING_THE_OLDEST;
    }
  }

  @ParameterizedTest
  @EnumSource
  void eachTaskEndsOrIsRejectedOrIsCancelled(Pool kind) throws Exception {
    Ledger ledger = new Ledger();
    AtomicInteger submitted = new AtomicInteger();
    try (ExecutorService executor =
        ContextExecutors.wrap(kind.newPool(), Propagation.capturing().with(ledger))) {
      List<Thread> submitters = new ArrayList<>();
      for (int i = 0; i < SUBMITTERS; i++) {
        submitters.add(
            Thread.ofPlatform()
                .start(
                    () -> {
                      for (int round = 0; round < ROUNDS; round++) {
                        submitInEveryWay(kind, executor, submitted);
                      }
                    }));
      }
      for (Thread submitter : submitters) {
        submitter.join();
      }
      executor.shutdownNow();
    }
    ledger.assertBalanced(submitted.get());
    assertThat(ledger.count("ended")).isPositive();
  }

  private static void submitInEveryWay(
      Pool kind, ExecutorService executor, AtomicInteger submitted) {
    Callable<String> quick = () -> "";
    Callable<String> fails =
        () -> {
          throw new IllegalStateException("on purpose");
        };
    Runnable runnable = () -> {};
    attempt(submitted, 1, () -> executor.execute(runnable));
    attempt(submitted, 1, () -> executor.submit(runnable));
    attempt(submitted, 1, () -> executor.submit(fails));
    attempt(submitted, 1, () -> executor.submit(quick).cancel(true));
    if (kind.invokesAll()) {
      attempt(submitted, 2, () -> executor.invokeAll(List.of(quick, fails)));
      attempt(submitted, 3, () -> executor.invokeAny(List.of(fails, quick, quick)));
    }
    attempt(
        submitted, 2, () -> executor.invokeAll(List.of(quick, quick), 10, TimeUnit.MICROSECONDS));
    attempt(
        submitted, 2, () -> executor.invokeAny(List.of(quick, quick), 10, TimeUnit.MICROSECONDS));
    if (executor instanceof ScheduledExecutorService scheduler) {
      attempt(submitted, 1, () -> scheduler.schedule(quick, 1, TimeUnit.HOURS));
      attempt(submitted, 1, () -> scheduler.schedule(runnable, 0, TimeUnit.HOURS).cancel(false));
      attempt(submitted, 1, () -> scheduler.scheduleAtFixedRate(runnable, 1, 1, TimeUnit.HOURS));
    }
  }

  private static void attempt(AtomicInteger submitted, int tasks, Calls.Action action) {
    submitted.addAndGet(tasks);
    try {
      action.run();
    } catch (RejectedExecutionException | ExecutionException | TimeoutException e) {
      // is accounted for
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
