package dev.baton.executors;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static dev.baton.context.testing.TestContexts.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.context.testing.Calls;
import dev.baton.context.testing.LogCapture;
import dev.baton.context.testing.TestContexts;
import dev.baton.context.testing.ThreadKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A task that closes its submitter's scope, but on a thread of its pool. */
@ParameterizedClass(name = "{0}")
@EnumSource(names = {"FIXED_POOL", "FIXED_POOL_OF_OUR_THREADS", "FORK_JOIN_OF_OUR_THREADS"})
final class ForeignCloseTest {
  private static final Context A = named("A");
  private static final Context B = named("B");

  private final ExecutorService pool;
  private final ExecutorService executor;

  ForeignCloseTest(WorkerKind kind) {
    pool = kind.newWorker();
    executor = ContextExecutors.wrap(pool);
  }

  @AfterEach
  void closePool() {
    pool.close();
  }

  @Test
  @Tag("hostile")
  void leavesThePoolsThreadClean() {
    try (LogCapture log = LogCapture.start()) {
      ThreadKind.PLATFORM.run( // its thread may be lost
          () -> {
            try (Scope outer = A.makeCurrent()) {
              Scope inner = open(B);
              executor.submit(inner::close).get();
              assertThat(Calls.<String>call(pool, TestContexts::currentName)).isNull();
              inner.close();
            }
          });
      assertThat(Calls.<String>call(pool, TestContexts::currentName)).isNull();
    }
  }

  @Test
  @Tag("slot")
  @Tag("wrapper-after")
  void keepsTheContextOfTheTaskAndTakesTheScopeOffItsOwner() throws Exception {
    try (Scope outer = A.makeCurrent()) {
      Scope inner = open(B);
      String seen =
          executor
              .submit(
                  () -> {
                    inner.close();
                    return currentName();
                  })
              .get();
      assertThat(seen).isEqualTo("B");
      open(named("next")).close();
      assertThat(Context.current()).isSameAs(A);
      inner.close();
      assertThat(Context.current()).isSameAs(A);
    }
  }

  @Test
  @Tag("strict")
  void failsInStrictModeAndChangesNothing() {
    try (Scope scope = A.makeCurrent()) {
      Future<?> future = executor.submit(scope::close);
      assertThatThrownBy(future::get).hasCauseInstanceOf(IllegalStateException.class);
      assertThat(Context.current()).isSameAs(A);
      assertThat(Calls.<String>call(pool, TestContexts::currentName)).isNull();
    }
  }
}
