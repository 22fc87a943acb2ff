package dev.baton.context.testing;

import dev.baton.context.storage.ContextForkJoinWorkerThread;
import dev.baton.context.storage.ContextThread;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** The kinds of threads that a task may run on. */
public enum ThreadKind {
  /** Somebody's platform thread. */
  PLATFORM,
  /** A pool thread of ours. */
  CONTEXT_THREAD,
  /** A fork-join worker of ours. */
  FORK_JOIN,
  VIRTUAL;

  /** An executor with a single thread of this kind, which stays the same whatever a task throws. */
  public ExecutorService newWorker() {
    return switch (this) {
      case PLATFORM -> new ScheduledThreadPoolExecutor(1);
      case CONTEXT_THREAD ->
          new ScheduledThreadPoolExecutor(1, task -> new ContextThread(null, task, "baton-test"));
      case VIRTUAL -> new ScheduledThreadPoolExecutor(1, Thread.ofVirtual().factory());
      case FORK_JOIN ->
          new ForkJoinPool(1, ContextForkJoinWorkerThread::new, (thread, failure) -> {}, true);
    };
  }

  /** What {@code body} returns on a new thread of this kind; throws what it throws. */
  public <T> T call(Callable<T> body) {
    try (ExecutorService worker = newWorker()) {
      return Calls.call(worker, body);
    }
  }

  /** Runs {@code body} on a new thread of this kind; throws what it throws. */
  public void run(Calls.Action body) {
    try (ExecutorService worker = newWorker()) {
      Calls.run(worker, body);
    }
  }
}
