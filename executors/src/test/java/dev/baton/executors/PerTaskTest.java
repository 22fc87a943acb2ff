package dev.baton.executors;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static dev.baton.context.testing.TestContexts.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.baton.context.testing.Calls;
import dev.baton.context.testing.LogCapture;
import dev.baton.context.testing.TestContexts;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Where no two tasks need share a thread. */
@ParameterizedClass(name = "{0}")
@EnumSource
final class PerTaskTest {
  private static final Context A = named("A");
  private static final Context B = named("B");

  private static LogCapture log;

  private final Executor executor;

  @SuppressWarnings("ImmutableEnumChecker") // its lambdas capture nothing
  enum EntryPoint {
    NEW_VIRTUAL_THREAD_PER_TASK(ContextExecutors::newVirtualThreadPerTaskExecutor),
    WRAPPED_VIRTUAL_THREAD_PER_TASK(
        () -> ContextExecutors.wrap(Executors.newVirtualThreadPerTaskExecutor())),
    PER_TASK_FACTORY_OF_VIRTUAL_THREADS(() -> perTask(Thread.ofVirtual().factory())),
    PER_TASK_FACTORY_OF_PLATFORM_THREADS(() -> perTask(Thread.ofPlatform().factory())),
    WRAPPED_PER_TASK_FACTORY(() -> ContextExecutors.wrap(perTask(Thread.ofVirtual().factory()))),
    START_VIRTUAL_THREAD(() -> ContextThreads::startVirtualThread),
    COMMON_POOL(() -> ContextExecutors.wrap((Executor) ForkJoinPool.commonPool()));

    private final Supplier<Executor> supplier;

    EntryPoint(Supplier<Executor> supplier) {
      this.supplier = supplier;
    }

    private static ExecutorService perTask(ThreadFactory factory) {
      return Executors.newThreadPerTaskExecutor(ContextThreads.perTaskFactory(factory));
    }
  }

  PerTaskTest(EntryPoint entryPoint) {
    this.executor = entryPoint.supplier.get();
  }

  @BeforeAll
  static void captureLog() { // a thread that is a task's own may report when its test is over
    log = LogCapture.start();
  }

  @AfterAll
  static void releaseLog() {
    log.close();
  }

  @AfterEach
  void closeExecutor() {
    if (executor instanceof ExecutorService service) {
      service.close();
    }
  }

  @Test
  void taskRunsUnderItsSubmittersContext() {
    try (Scope scope = A.makeCurrent()) {
      assertThat(Calls.<Context>call(executor, Context::current)).isSameAs(A);
      assertThat(Context.current()).isSameAs(A);
    }
    assertThat(Calls.<String>call(executor, TestContexts::currentName)).isNull();
  }

  @Test
  void contextIsCapturedWhenTheTaskIsSubmitted() {
    CountDownLatch closed = new CountDownLatch(1);
    CompletableFuture<String> seen = new CompletableFuture<>();
    try (Scope scope = A.makeCurrent()) {
      executor.execute(
          () -> {
            Calls.await(closed);
            seen.complete(currentName());
          });
    }
    try (Scope scope = B.makeCurrent()) {
      closed.countDown();
      assertThat(Calls.get(seen)).isEqualTo("A");
    }
  }

  @Test
  void tasksSubmittedByTasksRunUnderTheirs() {
    String seen =
        Calls.call(
            executor,
            () -> {
              try (Scope scope = A.makeCurrent()) {
                return Calls.<String>call(
                        executor,
                        () -> {
                          try (Scope inner = B.makeCurrent()) {
                            return Calls.<String>call(executor, TestContexts::currentName);
                          } finally {
                            assertThat(currentName()).isEqualTo("A");
                          }
                        })
                    + currentName();
              } finally {
                assertThat(currentName()).isNull();
              }
            });
    assertThat(seen).isEqualTo("BA");
  }

  @Test
  void nullTaskIsRefused() {
    try (Scope scope = A.makeCurrent()) {
      assertThatNullPointerException().isThrownBy(() -> executor.execute(null));
      assertThat(Context.current()).isSameAs(A);
    }
  }

  @Test
  @Tag("hostile")
  void scopeThatATaskLeavesOpenIsNotSeenByTheNext() {
    try (Scope scope = A.makeCurrent()) {
      Calls.run(executor, () -> open(named("leaked")));
      assertThat(Calls.<String>call(executor, TestContexts::currentName)).isEqualTo("A");
      assertThat(currentName()).isEqualTo("A");
    }
  }
}
