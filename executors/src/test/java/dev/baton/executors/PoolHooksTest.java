package dev.baton.executors;

import static dev.baton.context.testing.TestContexts.named;
import static dev.baton.context.testing.TestContexts.open;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.ContextTask;
import dev.baton.context.testing.LogCapture;
import dev.baton.context.testing.TestContexts;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code beforeExecute} and {@code afterExecute} of a pool that is wrapped. */
final class PoolHooksTest {
  private static final Context A = named("A");

  private final List<Hook> hooks = new CopyOnWriteArrayList<>();

  private record Hook(String name, Runnable task, String current, Throwable failure) {}

  private final class HookedPool extends ThreadPoolExecutor {
    HookedPool() {
      super(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          task -> {
            Thread thread = new Thread(task);
            thread.setUncaughtExceptionHandler((t, failure) -> {});
            return thread;
          });
    }

    @Override
    protected void beforeExecute(Thread thread, Runnable task) {
      hooks.add(new Hook("before", task, TestContexts.currentName(), null));
    }

    @Override
    protected void afterExecute(Runnable task, Throwable failure) {
      hooks.add(new Hook("after", task, TestContexts.currentName(), failure));
    }
  }

  private void executeUnderA(Runnable task) {
    try (ExecutorService executor = ContextExecutors.wrap(new HookedPool());
        Scope scope = A.makeCurrent()) {
      executor.execute(task);
    }
  }

  @Test
  void hooksMeetAContextTaskAndRunOutsideItsContext() {
    Runnable task = () -> {};
    executeUnderA(task);
    assertThat(hooks).extracting(Hook::name).containsExactly("before", "after");
    assertThat(hooks)
        .allSatisfy(
            hook -> {
              assertThat(ContextTask.unwrap(hook.task())).isSameAs(task);
              assertThat(((ContextTask) hook.task()).context()).isSameAs(A);
              assertThat(hook.current()).isNull();
              assertThat(hook.failure()).isNull();
            });
  }

  @Test
  void afterExecuteGetsWhatTheTaskThrew() {
    IllegalStateException failure = new IllegalStateException("on purpose");
    executeUnderA(
        () -> {
          throw failure;
        });
    assertThat(hooks.get(1).failure()).isSameAs(failure);
    assertThat(hooks.get(1).current()).isNull();
  }

  @Test
  void hooksMeetTheFutureOfWhatWasSubmitted() {
    try (ExecutorService executor = ContextExecutors.wrap(new HookedPool())) {
      Future<?> future = executor.submit(() -> "result");
      assertThat(future).isInstanceOf(FutureTask.class);
      executor.close();
      assertThat(hooks).extracting(Hook::task).containsOnly((FutureTask<?>) future);
    }
  }

  @Test
  @Tag("hostile")
  void afterExecuteDoesNotSeeAContextThatTheTaskLeftOpen() {
    try (LogCapture log = LogCapture.start()) {
      executeUnderA(() -> open(named("leaked")));
      assertThat(log.messages()).singleElement().asString().contains(PoolHooksTest.class.getName());
    }
    assertThat(hooks.get(1).current()).isNull();
  }
}
