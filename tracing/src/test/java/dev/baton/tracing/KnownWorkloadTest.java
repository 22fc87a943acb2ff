package dev.baton.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.testing.Calls;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many tasks from many threads that end in every way there is: no number is off by one. */
final class KnownWorkloadTest {
  private static final int SUBMITTERS = 4;
  private static final int ROUNDS = 200;

  private final LongAdder submitted = new LongAdder();
  private final LongAdder rejected = new LongAdder();
  private final LongAdder ran = new LongAdder();
  private final LongAdder failed = new LongAdder();

  enum Pool {
    BOUNDED,
    DISCARDING,
    DISCARDING_THE_OLDEST,
    CALLER_RUNS,
    SCHEDULED,
    FORK_JOIN,
    VIRTUAL;

    ExecutorService newPool() {
      return switch (this) {
        case BOUNDED -> newPool(new ThreadPoolExecutor.AbortPolicy());
        case DISCARDING -> newPool(new ThreadPoolExecutor.DiscardPolicy());
        case DISCARDING_THE_OLDEST -> newPool(new ThreadPoolExecutor.DiscardOldestPolicy());
        case CALLER_RUNS -> newPool(new ThreadPoolExecutor.CallerRunsPolicy());
        case SCHEDULED -> new ScheduledThreadPoolExecutor(2);
        case FORK_JOIN -> new ForkJoinPool(2);
        case VIRTUAL -> Executors.newVirtualThreadPerTaskExecutor();
      };
    }

    private static ExecutorService newPool(RejectedExecutionHandler handler) {
      return new ThreadPoolExecutor(
          2, 2, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(20), handler);
    }
  }

  @ParameterizedTest
  @EnumSource
  void metricsMatchIt(Pool kind) throws Exception {
    try (CollectedTelemetry collected = new CollectedTelemetry()) {
      ExecutorService executor =
          TaskTelemetry.of(collected.sdk).withSpans().wrap(kind.newPool(), "known");
      List<Thread> submitters = new ArrayList<>();
      for (int i = 0; i < SUBMITTERS; i++) {
        submitters.add(Thread.ofPlatform().start(() -> submitAll(executor)));
      }
      for (Thread submitter : submitters) {
        submitter.join();
      }
      executor.shutdownNow();
      executor.close();
      attempt(executor, () -> executor.submit(() -> "too late"));

      CollectedTelemetry.OfExecutor counted = collected.of("known");
      long completed = counted.number("jvm.executor.task.completed");
      long cancelled = counted.number("baton.task.cancelled");
      assertThat(counted.number("baton.task.submitted")).isEqualTo(submitted.sum());
      assertThat(counted.number("jvm.executor.task.rejected")).isEqualTo(rejected.sum());
      assertThat(completed).isEqualTo(ran.sum());
      assertThat(counted.number("baton.task.failed")).isEqualTo(failed.sum());
      assertThat(completed + cancelled + rejected.sum()).isEqualTo(submitted.sum());
      assertThat(counted.number("baton.task.started")).isEqualTo(completed);
      assertThat(counted.number("baton.task.active")).isZero();
      assertThat(counted.times("baton.task.wait.duration")).isEqualTo(completed);
      assertThat(counted.times("baton.task.run.duration")).isEqualTo(completed);
      assertThat(collected.spans()).hasSize((int) submitted.sum());
    }
  }

  private void submitAll(ExecutorService executor) {
    Runnable quick = ran::increment;
    Callable<String> fails =
        () -> {
          ran.increment();
          failed.increment();
          throw new IllegalStateException("on purpose");
        };
    for (int round = 0; round < ROUNDS; round++) {
      attempt(executor, () -> executor.execute(quick));
      attempt(executor, () -> executor.submit(quick));
      attempt(executor, () -> executor.submit(fails));
      attempt(executor, () -> executor.submit(quick).cancel(true));
    }
  }

  private void attempt(ExecutorService executor, Calls.Action action) {
    submitted.increment();
    try {
      action.run();
    } catch (RejectedExecutionException e) {
      rejected.increment();
    } catch (Exception e) {
      throw new AssertionError(executor.toString(), e);
    }
  }
}
