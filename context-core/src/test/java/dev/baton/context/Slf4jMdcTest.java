package dev.baton.context;

import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.testing.Calls;
import dev.baton.context.testing.ThreadKind;
import io.opentelemetry.context.Context;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class Slf4jMdcTest {

  @AfterEach
  void clearMdc() {
    MDC.clear();
  }

  // @start region="mdc"
  static void handle(String user, Executor executor, Runnable handler) {
    Propagation propagation = Propagation.capturing().with(CarriedThreadLocal.slf4jMdc());
    MDC.put("user", user);
    executor.execute(propagation.wrap(handler)); // whose log messages have the user
  }

  // @end

  @Test
  void exampleOfTheDocs() {
    AtomicReference<String> seen = new AtomicReference<>();
    try (ExecutorService pool = ThreadKind.PLATFORM.newWorker()) {
      Calls.run(pool, () -> {}); // a thread that starts later inherits the map
      handle("ada", pool, () -> seen.set(MDC.get("user")));
      assertThat(Calls.<String>call(pool, () -> MDC.get("user"))).isNull();
    }
    assertThat(seen).hasValue("ada");
  }

  @Test
  void valuesAreThoseOfTheCaptureAndTheRunnersComeBack() {
    Propagation propagation = Propagation.fixed(named("A")).with(CarriedThreadLocal.slf4jMdc());
    MDC.put("user", "ada");
    Runnable task =
        propagation
            .with(CarriedThreadLocal.slf4jMdc())
            .wrap(
                () -> {
                  assertThat(MDC.getCopyOfContextMap()).isNull();
                  MDC.put("left by", "the task");
                });
    task.run();
    assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("user", "ada"));

    Runnable another =
        Propagation.capturing()
            .with(CarriedThreadLocal.slf4jMdc())
            .wrap(
                () -> {
                  assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("user", "ada"));
                });
    MDC.put("user", "grace");
    another.run();
    assertThat(MDC.get("user")).isEqualTo("grace");
  }

  @Test
  void rootClearsTheMap() {
    MDC.put("user", "ada");
    Propagation.root()
        .with(CarriedThreadLocal.slf4jMdc())
        .wrap(
            () -> {
              assertThat(Context.current()).isSameAs(Context.root());
              assertThat(MDC.get("user")).isNull();
            })
        .run();
    assertThat(MDC.get("user")).isEqualTo("ada");
  }

  @Test
  void oneCaptureMayRunOnSeveralThreadsWhichChangeTheirMaps() {
    MDC.put("user", "ada");
    Runnable task =
        Propagation.capturing()
            .with(CarriedThreadLocal.slf4jMdc())
            .wrap(
                () -> {
                  assertThat(MDC.get("user")).isEqualTo("ada");
                  MDC.put("user", "changed by the task");
                });
    for (ThreadKind kind : ThreadKind.values()) {
      kind.run(task::run);
      kind.run(task::run);
    }
  }

  @Test
  void emptyMapIsNoValue() {
    MDC.put("user", "ada");
    MDC.remove("user");
    assertThat(CarriedThreadLocal.slf4jMdc().get()).isNull();
    assertThat(CarriedThreadLocal.slf4jMdc()).hasToString("SLF4J's MDC");
  }
}
