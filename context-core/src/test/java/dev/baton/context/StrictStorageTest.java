package dev.baton.context;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static dev.baton.context.testing.TestContexts.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.context.testing.LogCapture;
import dev.baton.context.testing.ThreadKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What OpenTelemetry's strict mode says of tasks that the other storages put up with. */
@Tag("strict")
class StrictStorageTest {
  private static final Context A = named("A");

  @Test
  void closingAScopeOnAnotherThreadFailsInTheTask() {
    try (Scope scope = A.makeCurrent()) {
      Runnable task = Propagation.capturing().wrap(scope::close);
      ThreadKind.PLATFORM.run(
          () -> {
            assertThatThrownBy(task::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Thread");
            assertThat(currentName()).isNull();
          });
    }
  }

  @Test
  void scopeLeftOpenIsRepairedAndStillCountsAsALeak() throws Exception {
    try (LogCapture log = LogCapture.start()) {
      ThreadKind.PLATFORM.run(
          () -> {
            Propagation.fixed(A).wrap((Runnable) () -> open(named("left open"))).run();
            assertThat(currentName()).isNull();
          });
      assertThat(log.messages()).singleElement().asString().contains("left open");
    }
    AutoCloseable strict = (AutoCloseable) ContextStorage.get();
    assertThatThrownBy(strict::close)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("left open");
    strict.close();
  }
}
