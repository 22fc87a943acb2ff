package dev.baton.context;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static dev.baton.context.testing.TestContexts.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.baton.context.testing.LogCapture;
import dev.baton.context.testing.ThreadKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import java.lang.ref.Reference;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
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
  void scopeLeftOpenIsRepairedAndStillCountsAsALeak() {
    AtomicReference<Scope> leftOpen =
        new AtomicReference<>(); // strict mode sees the reachable ones
    try (LogCapture log = LogCapture.start()) {
      ThreadKind.PLATFORM.run(
          () -> {
            Propagation.fixed(A).wrap(() -> leftOpen.set(open(named("left open")))).run();
            assertThat(currentName()).isNull();
          });
      assertThat(log.messages())
          .singleElement()
          .asString()
          .contains(getClass().getName())
          .doesNotContain("left open");
      assertThat(leaksByStrictMode())
          .anyMatch(leak -> leak.contains("a scope of {name=left open}"));
    } finally {
      Reference.reachabilityFence(leftOpen.get());
    }
  }

  /** The first is thrown, and where there are several all are logged. */
  private static List<String> leaksByStrictMode() {
    AutoCloseable strict = (AutoCloseable) ContextStorage.get();
    try (LogCapture log = LogCapture.start("io.opentelemetry.context")) {
      Throwable thrown = catchThrowable(strict::close);
      assertThat(thrown).isInstanceOf(AssertionError.class);
      return Stream.concat(
              Stream.of(thrown),
              log.records().stream().map(LogRecord::getThrown).filter(Objects::nonNull))
          .map(Throwable::getMessage)
          .toList();
    }
  }
}
