package dev.baton.context.testing;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static dev.baton.context.testing.TestContexts.open;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.Propagation;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The part of {@link PropagationContract} where a task runs on its submitter's own thread. */
public abstract class CallerRunsContract {
  private static final Context A = named("A");
  private static final Context B = named("B");

  private LogCapture log;

  /**
   * The wrapper under test, as an executor: its {@code execute} hands the task to {@code delegate}
   * through the wrapper, and passes a null on. It may throw what the task throws, and it may wait
   * for the task.
   *
   * @param delegate what {@link #newDirect} or {@link PropagationContract#newWorker} returned
   */
  protected abstract Executor wrap(ExecutorService delegate, Propagation propagation);

  /** An executor that runs everything at once on the calling thread. */
  protected ExecutorService newDirect() {
    return new DirectScheduler();
  }

  @BeforeEach
  final void captureLog() {
    log = LogCapture.start();
  }

  @AfterEach
  final void releaseLog() {
    log.close();
  }

  final Executor onCaller(Propagation propagation) {
    return wrap(newDirect(), propagation);
  }

  static void leak() {
    open(named("leaked"));
  }

  static void executeAndThrow(Executor executor, Runnable task) {
    try {
      executor.execute(
          () -> {
            task.run();
            throw new IllegalStateException("on purpose");
          });
    } catch (RuntimeException e) {
      // some wrappers have it reach the submitter
    }
  }

  @Test
  final void submittersThreadKeepsItsContextWhenTheTaskRunsOnIt() {
    try (Scope scope = A.makeCurrent()) {
      assertThat(Calls.<String>call(onCaller(Propagation.fixed(B)), TestContexts::currentName))
          .isEqualTo("B");
      assertThat(Context.current()).isSameAs(A);
      assertThat(Calls.<String>call(onCaller(Propagation.root()), TestContexts::currentName))
          .isNull();
      assertThat(Context.current()).isSameAs(A);
      executeAndThrow(onCaller(Propagation.fixed(B)), () -> {});
      assertThat(Context.current()).isSameAs(A);
    }
    assertThat(currentName()).isNull();
  }

  @Test
  @Tag("hostile")
  final void scopeThatATaskLeavesOpenIsTakenOffTheSubmittersThread() {
    try (Scope scope = A.makeCurrent()) {
      onCaller(Propagation.fixed(B)).execute(CallerRunsContract::leak);
      assertThat(Context.current()).isSameAs(A);
    }
    assertThat(currentName()).isNull();
  }

  @Test
  final void taskThatClosesItsSubmittersOnlyScopeKeepsItsContextAndLeavesRoot() {
    onCaller(Propagation.capturing()).execute(open(A)::close);
    assertThat(currentName()).isNull();
    try (Scope root = Context.root().makeCurrent()) {
      onCaller(Propagation.capturing()).execute(open(A)::close);
      assertThat(currentName()).isNull();
    }
  }

  @Test
  @Tag("slot")
  @Tag("wrapper-after")
  final void taskThatClosesItsSubmittersScopeKeepsItsContextAndLeavesTheOuterOne() {
    List<String> seen = new CopyOnWriteArrayList<>();
    try (Scope outer = A.makeCurrent()) {
      Scope inner = open(B);
      onCaller(Propagation.capturing())
          .execute(
              () -> {
                inner.close();
                seen.add(currentName());
              });
      seen.add(currentName());
    }
    assertThat(seen).containsExactly("B", "A");
    assertThat(currentName()).isNull();
  }
}
