package dev.baton.micrometer.reactor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Runs on the foreign thread what it is given; what is delayed, when it is told to. */
final class ManualScheduler implements Scheduler, Schedulers.Factory {
  private final ForeignThread thread;
  private final ConcurrentLinkedQueue<Runnable> delayed = new ConcurrentLinkedQueue<>();

  ManualScheduler(ForeignThread thread) {
    this.thread = thread;
  }

  /** Lets the time pass, a few times over. */
  void advance() {
    for (int i = 0; i < 5; i++) {
      List<Runnable> due = new ArrayList<>();
      for (Runnable task = delayed.poll(); task != null; task = delayed.poll()) {
        due.add(task);
      }
      due.forEach(thread::start);
      thread.settle();
    }
  }

  @Override
  public Disposable schedule(Runnable task) {
    return run(Schedulers.onSchedule(task), thread::start);
  }

  @Override
  public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
    return delay <= 0 ? schedule(task) : run(Schedulers.onSchedule(task), delayed::add);
  }

  @Override
  public Disposable schedulePeriodically(
      Runnable task, long initialDelay, long period, TimeUnit unit) {
    Runnable hooked = Schedulers.onSchedule(task);
    return run(
        () -> {
          hooked.run();
          hooked.run();
        },
        delayed::add);
  }

  private static Disposable run(Runnable task, Executor executor) {
    Disposable.Swap disposable = Disposables.swap();
    executor.execute(
        () -> {
          if (!disposable.isDisposed()) {
            task.run();
          }
        });
    return disposable;
  }

  @Override
  public Worker createWorker() {
    return new Worker() {
      @Override
      public Disposable schedule(Runnable task) {
        return ManualScheduler.this.schedule(task);
      }

      @Override
      public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
        return ManualScheduler.this.schedule(task, delay, unit);
      }

      @Override
      public Disposable schedulePeriodically(
          Runnable task, long initialDelay, long period, TimeUnit unit) {
        return ManualScheduler.this.schedulePeriodically(task, initialDelay, period, unit);
      }

      @Override
      public void dispose() {}
    };
  }

  // For the operators that use a scheduler of their own choice

  @Override
  public Scheduler newParallel(int parallelism, ThreadFactory threads) {
    return this;
  }

  @Override
  public Scheduler newSingle(ThreadFactory threads) {
    return this;
  }

  @Override
  public Scheduler newBoundedElastic(int cap, int queued, ThreadFactory threads, int ttl) {
    return this;
  }

  @Override
  public void dispose() {}
}
