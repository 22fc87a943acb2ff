package dev.baton.rx;

import dev.baton.context.Propagation;
import dev.baton.context.testing.Calls;
import dev.baton.context.testing.RecordingListener;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.reactivex.rxjava3.schedulers.TestScheduler;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** RxJava's schedulers. */
enum SchedulerKind {
  IO,
  COMPUTATION,
  SINGLE,
  NEW_THREAD,
  EXECUTOR,
  INTERRUPTIBLE_EXECUTOR,
  SCHEDULED_EXECUTOR,
  TRAMPOLINE,
  TEST;

  /** As what a test uses it. */
  enum Form {
    RAW,
    WRAPPED,
    WITH_LISTENER;

    Scheduler of(Scheduler raw) {
      return switch (this) {
        case RAW -> raw;
        case WRAPPED -> ContextSchedulers.wrap(raw);
        case WITH_LISTENER ->
            ContextSchedulers.wrap(raw, Propagation.capturing().with(new RecordingListener()));
      };
    }
  }

  Bench open() {
    return switch (this) {
      case IO -> new Bench(Schedulers.io(), null);
      case COMPUTATION -> new Bench(Schedulers.computation(), null);
      case SINGLE -> new Bench(Schedulers.single(), null);
      case NEW_THREAD -> new Bench(Schedulers.newThread(), null);
      case EXECUTOR -> Bench.on(Executors.newFixedThreadPool(1), false);
      case INTERRUPTIBLE_EXECUTOR -> Bench.on(Executors.newFixedThreadPool(1), true);
      case SCHEDULED_EXECUTOR -> Bench.on(new ScheduledThreadPoolExecutor(1), false);
      case TRAMPOLINE -> new Bench(Schedulers.trampoline(), null);
      case TEST -> new Bench(new TestScheduler(), null);
    };
  }

  /** Whether a task runs on the thread that schedules it, before that goes on. */
  boolean isOnCaller() {
    return this == TRAMPOLINE;
  }

  /** Whether {@code start} and {@code shutdown} do something. */
  boolean hasLifecycle() {
    return this == IO || this == COMPUTATION || this == SINGLE;
  }

  /** A scheduler, and what belongs to it. */
  record Bench(Scheduler raw, ExecutorService executor) implements AutoCloseable {

    static Bench on(ExecutorService executor, boolean interruptible) {
      return new Bench(Schedulers.from(executor, interruptible), executor);
    }

    /** Lets time pass until the condition holds. */
    void until(Callable<Boolean> condition) {
      Calls.until(
          () -> {
            if (raw instanceof TestScheduler test) {
              test.advanceTimeBy(1, TimeUnit.MILLISECONDS);
            }
            return condition.call();
          });
    }

    void await(CountDownLatch latch) {
      until(() -> latch.getCount() == 0);
    }

    @Override
    public void close() {
      if (executor != null) {
        executor.shutdownNow();
        executor.close();
      }
    }
  }
}
