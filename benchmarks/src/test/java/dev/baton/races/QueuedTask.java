package dev.baton.races;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** An executor of one task, which a thread of the race runs. */
final class QueuedTask extends AbstractExecutorService {
  private Runnable task;

  @Override
  public void execute(Runnable command) {
    task = command;
  }

  void run() {
    task.run();
  }

  /** One that has no threads of its own either, and gives what it schedules to the queue. */
  static ScheduledExecutorService scheduler(QueuedTask queue) {
    return new ScheduledThreadPoolExecutor(0, command -> null) {
      @Override
      protected <V> RunnableScheduledFuture<V> decorateTask(
          Runnable command, RunnableScheduledFuture<V> future) {
        queue.execute(future);
        return future;
      }
    };
  }

  @Override
  public void shutdown() {}

  @Override
  public List<Runnable> shutdownNow() {
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return false;
  }

  @Override
  public boolean isTerminated() {
    return false;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return false;
  }
}
