package dev.baton.examples;

import com.google.common.util.concurrent.ListenableFuture;
import dev.baton.context.Baton;
import dev.baton.context.Propagation;
import dev.baton.coroutines.ContextCoroutines;
import dev.baton.executors.ContextExecutors;
import dev.baton.executors.ContextForkJoinTasks;
import dev.baton.executors.ContextFutures;
import dev.baton.executors.ContextThreads;
import dev.baton.executors.guava.ContextFluentFuture;
import dev.baton.rx.ContextSchedulers;
import dev.baton.rx.ContextTransformer;
import dev.baton.rx.RxContextHooks;
import io.reactivex.rxjava3.core.FlowableTransformer;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinPool.ForkJoinWorkerThreadFactory;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.ExecutorsKt;

/** All that differs between the two runs: every executor and every callback passes through here. */
enum Wiring {
  PLAIN,
  WRAPPED;

  /**
   * Once for the process, before anything touches a context. The two sides share it, and RxJava's
   * hooks are for the whole of a process: so they are taken out again, and the wrapped side has a
   * wrapped scheduler and a transformer instead.
   */
  static void install() {
    Baton.install();
    RxContextHooks.install().close();
  }

  /** What the threads of a pool are made with. */
  ThreadFactory threads(String namePrefix) {
    return this == WRAPPED
        ? ContextThreads.poolFactory(namePrefix, thread -> thread.setDaemon(true))
        : Thread.ofPlatform().daemon().name(namePrefix, 1).factory();
  }

  ForkJoinWorkerThreadFactory forkJoinThreads(String namePrefix) {
    AtomicInteger number = new AtomicInteger();
    Consumer<ForkJoinWorkerThread> configure =
        thread -> thread.setName(namePrefix + number.incrementAndGet());
    if (this == WRAPPED) {
      return ContextThreads.forkJoinFactory(configure);
    }
    return pool -> {
      ForkJoinWorkerThread thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
      configure.accept(thread);
      return thread;
    };
  }

  ExecutorService executor(ExecutorService plain) {
    return this == WRAPPED ? ContextExecutors.wrap(plain) : plain;
  }

  ScheduledExecutorService scheduler(ScheduledExecutorService plain) {
    return this == WRAPPED ? ContextExecutors.wrap(plain) : plain;
  }

  ExecutorService virtualThreads() {
    return this == WRAPPED
        ? ContextExecutors.newVirtualThreadPerTaskExecutor()
        : Executors.newVirtualThreadPerTaskExecutor();
  }

  void startVirtualThread(Runnable task) {
    if (this == WRAPPED) {
      ContextThreads.startVirtualThread(task);
    } else {
      Thread.startVirtualThread(task);
    }
  }

  /** What coroutines on a pool are launched with. */
  CoroutineContext coroutines(ExecutorService plain) {
    return this == WRAPPED ? ContextCoroutines.asCoroutineContext(plain) : ExecutorsKt.from(plain);
  }

  /** A future that somebody else's thread completes. */
  <T> CompletableFuture<T> future(CompletableFuture<T> plain) {
    return this == WRAPPED ? ContextFutures.wrap(plain) : plain;
  }

  /** Guava's, likewise. */
  <T> ListenableFuture<T> listenable(ListenableFuture<T> plain) {
    return this == WRAPPED ? ContextFluentFuture.wrap(plain) : plain;
  }

  /** A scheduler of RxJava on a pool. */
  Scheduler rxScheduler(Executor pool) {
    return this == WRAPPED ? ContextSchedulers.from(pool) : Schedulers.from(pool);
  }

  /** What is composed into a chain of RxJava right below a source that others feed. */
  <T> FlowableTransformer<T, T> rxChain() {
    return this == WRAPPED ? ContextTransformer.of() : plain -> plain;
  }

  /** A task that is about to be forked. */
  <T> ForkJoinTask<T> task(ForkJoinTask<T> plain) {
    return this == WRAPPED ? ContextForkJoinTasks.wrap(plain) : plain;
  }

  /** A callback that somebody else's thread will call. */
  <T> Consumer<T> callback(Consumer<T> callback) {
    return this == WRAPPED ? Propagation.capturing().wrapConsumer(callback) : callback;
  }

  /** A function that somebody else's thread will call. */
  <T, R> Function<T, R> function(Function<T, R> function) {
    return this == WRAPPED ? Propagation.capturing().wrapFunction(function) : function;
  }
}
