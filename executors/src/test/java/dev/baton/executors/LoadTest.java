package dev.baton.executors;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.testing.Calls;
import dev.baton.context.testing.StorageUnderTest;
import dev.baton.context.testing.TestContexts;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many submitters with many contexts at once. */
final class LoadTest {
  private static final int THREADS = 4;
  private static final int TASKS =
      StorageUnderTest.current() == StorageUnderTest.STRICT // keeps a stack trace of each scope
          ? 2_000
          : 20_000;

  enum Pool {
    FIXED,
    FIXED_OF_OUR_THREADS,
    SCHEDULED,
    FORK_JOIN,
    FORK_JOIN_OF_OUR_THREADS,
    VIRTUAL;

    ExecutorService newPool() {
      return switch (this) {
        case FIXED -> Executors.newFixedThreadPool(THREADS);
        case FIXED_OF_OUR_THREADS ->
            Executors.newFixedThreadPool(THREADS, ContextThreads.poolFactory("load-"));
        case SCHEDULED -> new ScheduledThreadPoolExecutor(THREADS);
        case FORK_JOIN ->
            WorkerKind.newForkJoinPool(THREADS, ForkJoinPool.defaultForkJoinWorkerThreadFactory);
        case FORK_JOIN_OF_OUR_THREADS ->
            WorkerKind.newForkJoinPool(THREADS, ContextThreads.forkJoinFactory());
        case VIRTUAL -> Executors.newVirtualThreadPerTaskExecutor();
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void eachTaskRunsUnderItsOwnContextAndLeavesItsThreadClean(Pool kind) throws Exception {
    AtomicInteger right = new AtomicInteger();
    try (ExecutorService pool = kind.newPool()) {
      ExecutorService executor = ContextExecutors.wrap(pool);
      CountDownLatch done = new CountDownLatch(TASKS);
      List<Thread> submitters = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        String prefix = "submitter " + i + " task ";
        submitters.add(Thread.ofPlatform().start(() -> submitEach(executor, prefix, right, done)));
      }
      for (Thread submitter : submitters) {
        submitter.join();
      }
      Calls.await(done);
      assertThat(right).hasValue(TASKS);
      assertThat(namesOnEachThread(pool)).hasSize(THREADS).containsOnlyNulls();
    }
  }

  private static void submitEach(
      ExecutorService executor, String prefix, AtomicInteger right, CountDownLatch done) {
    for (int i = 0; i < TASKS / THREADS; i++) {
      Context own = named(prefix + i);
      boolean throwing = i % 16 == 0;
      try (Scope scope = own.makeCurrent()) {
        executor.submit(
            () -> {
              if (Context.current() == own && nestedIsRight()) {
                right.incrementAndGet();
              }
              done.countDown();
              if (throwing) {
                throw new IllegalStateException("on purpose");
              }
            });
      }
    }
  }

  private static boolean nestedIsRight() {
    Context outer = Context.current();
    try (Scope scope = outer.with(TestContexts.NAME, "inner").makeCurrent()) {
      return "inner".equals(currentName());
    }
  }

  private static List<String> namesOnEachThread(ExecutorService pool) {
    CyclicBarrier all = new CyclicBarrier(THREADS);
    List<CompletableFuture<String>> names = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      names.add(
          CompletableFuture.supplyAsync(
              () -> {
                Calls.run(Runnable::run, all::await);
                return currentName();
              },
              pool));
    }
    List<String> result = new ArrayList<>();
    names.forEach(name -> result.add(Calls.get(name)));
    return result;
  }
}
