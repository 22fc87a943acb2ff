package dev.baton.executors;

import dev.baton.context.Propagation;
import dev.baton.context.storage.ContextForkJoinWorkerThread;
import dev.baton.context.storage.ContextThread;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool.ForkJoinWorkerThreadFactory;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Threads and thread factories. Which of the two kinds of factory is right depends on how many
 * tasks a thread runs.
 *
 * <p><b>One task for each thread</b>, as in {@code Executors.newThreadPerTaskExecutor} or {@code
 * StructuredTaskScope}: {@link #perTaskFactory(ThreadFactory)}, whose threads run under the context
 * of whoever creates them.
 *
 * <p><b>A pool</b>: {@link #poolFactory(String)} and {@link #forkJoinFactory()}. A worker is
 * created by whoever happens to submit first, and then works for everybody: the threads of these
 * factories start under root and, but for what a fork-join worker inherits in inheritable
 * thread-locals, take nothing from their creator. Give them to the pool, then wrap the pool:
 *
 * {@snippet file="dev/baton/executors/ContextThreadsTest.java" region="pool"}
 *
 * <p>With the storage of {@link dev.baton.context.Baton#install()}, reading and exchanging the
 * context is cheaper on them than on any other thread.
 *
 * <p>They are not Netty's {@code FastThreadLocalThread}s: an event loop keeps its {@code
 * DefaultThreadFactory}.
 *
 * <p>All are thread-safe.
 */
public final class ContextThreads {
  private ContextThreads() {}

  /**
   * A factory of threads that run one task each; carries {@link Propagation#installed()} from where
   * the thread is created. Not for pools: every task would see the context of the first.
   *
   * @param factory creates the threads, say {@code Thread.ofVirtual().factory()}
   */
  public static ThreadFactory perTaskFactory(ThreadFactory factory) {
    return perTaskFactory(factory, Propagation.installed());
  }

  /** As {@link #perTaskFactory(ThreadFactory)}; carries what the propagation says. */
  public static ThreadFactory perTaskFactory(ThreadFactory factory, Propagation propagation) {
    Objects.requireNonNull(factory, "factory");
    Objects.requireNonNull(propagation, "propagation");
    return task -> factory.newThread(propagation.wrap(task));
  }

  /**
   * A factory of pool threads, named with the prefix and a number from 1, not daemons, of normal
   * priority. Their context class loader is that of the thread which calls this method.
   *
   * @param namePrefix say {@code "orders-"}
   */
  public static ThreadFactory poolFactory(String namePrefix) {
    return poolFactory(namePrefix, thread -> {});
  }

  /**
   * As {@link #poolFactory(String)}.
   *
   * @param configure called for each thread before it starts; may make it a daemon, or give it a
   *     handler for uncaught exceptions
   */
  @SuppressWarnings("ThreadPriorityCheck") // not that of the first submitter
  public static ThreadFactory poolFactory(String namePrefix, Consumer<? super Thread> configure) {
    Objects.requireNonNull(namePrefix, "namePrefix");
    Objects.requireNonNull(configure, "configure");
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    AtomicLong number = new AtomicLong();
    return worker -> {
      Objects.requireNonNull(worker, "worker");
      ContextThread thread =
          new ContextThread(group, worker, namePrefix + number.incrementAndGet());
      thread.setDaemon(false);
      thread.setPriority(Thread.NORM_PRIORITY);
      thread.setContextClassLoader(loader);
      configure.accept(thread);
      return thread;
    };
  }

  /**
   * A factory for a {@link java.util.concurrent.ForkJoinPool}, whose threads are named as the
   * pool's own. Their context class loader is that of the thread which calls this method.
   */
  public static ForkJoinWorkerThreadFactory forkJoinFactory() {
    return forkJoinFactory(thread -> {});
  }

  /**
   * As {@link #forkJoinFactory()}.
   *
   * @param configure called for each thread before it starts; may name it
   */
  public static ForkJoinWorkerThreadFactory forkJoinFactory(
      Consumer<? super ForkJoinWorkerThread> configure) {
    Objects.requireNonNull(configure, "configure");
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    return pool -> {
      ForkJoinWorkerThread thread = new ContextForkJoinWorkerThread(pool);
      thread.setContextClassLoader(loader);
      configure.accept(thread);
      return thread;
    };
  }

  /**
   * Starts a virtual thread that runs the task under the caller's context; carries {@link
   * Propagation#installed()}.
   *
   * @return the thread, started
   */
  public static Thread startVirtualThread(Runnable task) {
    return startVirtualThread(task, Propagation.installed());
  }

  /** As {@link #startVirtualThread(Runnable)}; carries what the propagation says. */
  public static Thread startVirtualThread(Runnable task, Propagation propagation) {
    Objects.requireNonNull(propagation, "propagation");
    return Thread.startVirtualThread(propagation.wrap(task));
  }
}
