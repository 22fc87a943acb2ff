package dev.baton.executors;

import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.context.ContextTask;
import dev.baton.context.testing.TestContexts;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A pool that has no room is the delegate's affair, and that of its handler. */
final class RejectionTest {
  private static final Context A = named("A");
  private static final Context B = named("B");

  private final Gate gate = new Gate();
  private ThreadPoolExecutor pool;

  /** A pool with one busy thread and room for one more task. */
  private ExecutorService newPool(RejectedExecutionHandler handler) {
    pool = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1), handler);
    return ContextExecutors.wrap(gate.keepBusy(pool));
  }

  private ExecutorService newFullPool(RejectedExecutionHandler handler) {
    ExecutorService executor = newPool(handler);
    pool.execute(() -> {});
    return executor;
  }

  @AfterEach
  void closePool() {
    gate.open();
    pool.close();
  }

  @Test
  void handlerMeetsAContextTaskWithTheSubmittedOneInside() {
    List<Object> seen = new ArrayList<>();
    ExecutorService executor =
        newFullPool(
            (task, handlersPool) -> {
              seen.add(ContextTask.unwrap(task));
              seen.add(((ContextTask) task).context());
              seen.add(handlersPool);
              seen.add(Context.current());
            });
    Runnable task = () -> {};
    try (Scope scope = A.makeCurrent()) {
      executor.execute(task);
    }
    assertThat(seen).containsExactly(task, A, pool, A);
  }

  @Test
  void handlerMayRunTheTaskElsewhereLater() {
    List<Runnable> rejected = new ArrayList<>();
    ExecutorService executor = newFullPool((task, handlersPool) -> rejected.add(task));
    List<String> seen = new CopyOnWriteArrayList<>();
    try (Scope scope = A.makeCurrent()) {
      executor.execute(() -> seen.add(TestContexts.currentName()));
      executor.submit(() -> seen.add(TestContexts.currentName()));
    }
    try (Scope scope = B.makeCurrent()) {
      rejected.forEach(Runnable::run);
      assertThat(Context.current()).isSameAs(B);
    }
    assertThat(seen).containsExactly("A", "A");
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "EXECUTE",
        "SUBMIT_RUNNABLE",
        "SUBMIT_CALLABLE",
        "SUBMIT_WITH_RESULT",
        "INVOKE_ALL",
        "INVOKE_ANY"
      })
  void exceptionOfTheHandlerReachesTheSubmitterAsItIs(SubmitMethod method) {
    RejectedExecutionException reason = new RejectedExecutionException("full");
    ExecutorService executor =
        newFullPool(
            (task, handlersPool) -> {
              throw reason;
            });
    try (Scope scope = A.makeCurrent()) {
      assertThatThrownBy(() -> method.submit(executor, () -> {})).isSameAs(reason);
      assertThat(Context.current()).isSameAs(A);
    }
  }

  @Test
  void discardedTaskNeitherRunsNorFails() {
    ExecutorService executor = newFullPool(new ThreadPoolExecutor.DiscardPolicy());
    List<String> seen = new CopyOnWriteArrayList<>();
    Future<?> future;
    try (Scope scope = A.makeCurrent()) {
      executor.execute(() -> seen.add("executed"));
      future = executor.submit(() -> seen.add("submitted"));
    }
    gate.open();
    executor.close();
    assertThat(seen).isEmpty();
    assertThat(future.isDone()).isFalse();
  }

  @Test
  void discardingTheOldestTaskRunsTheNewestUnderItsOwnContext() {
    ExecutorService executor = newPool(new ThreadPoolExecutor.DiscardOldestPolicy());
    List<String> seen = new CopyOnWriteArrayList<>();
    try (Scope scope = A.makeCurrent()) {
      executor.execute(() -> seen.add(TestContexts.currentName()));
    }
    try (Scope scope = B.makeCurrent()) {
      executor.execute(() -> seen.add(TestContexts.currentName()));
    }
    gate.open();
    executor.close();
    assertThat(seen).containsExactly("B");
  }
}
