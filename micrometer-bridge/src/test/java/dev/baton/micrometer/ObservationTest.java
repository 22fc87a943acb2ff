package dev.baton.micrometer;

import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.context.Propagation;
import dev.baton.context.testing.Calls;
import dev.baton.executors.ContextExecutors;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Micrometer's Observation travels with our wrappers, on every storage. */
final class ObservationTest {
  private static final Context A = named("A");
  private static final Propagation PROPAGATION =
      Propagation.capturing().with(MicrometerThreadLocals.registered());

  private final ObservationRegistry observations = ObservationRegistry.create();
  private final TracingHandler tracing = new TracingHandler();
  private final ExecutorService pool = Executors.newSingleThreadExecutor();
  private final ExecutorService wrapped = ContextExecutors.wrap(pool, PROPAGATION);

  @BeforeEach
  void handle() {
    observations.observationConfig().observationHandler(tracing);
  }

  @AfterEach
  void checkAndClose() {
    assertThat(observations.getCurrentObservationScope()).isNull();
    Calls.run(
        pool,
        () -> {
          assertThat(observations.getCurrentObservationScope()).isNull();
          assertThat(Context.current()).isSameAs(Context.root());
        });
    pool.close();
    assertThat(tracing.closed).hasValue(tracing.opened.get());
  }

  private Observation start(String name) {
    return Observation.start(name, observations);
  }

  private static String span() {
    return Context.current().get(TracingHandler.SPAN);
  }

  @Test
  void taskHasTheObservationAndTheContextOfItsSubmitter() {
    Observation observation = start("a");
    try (Observation.Scope scope = observation.openScope()) {
      Context submitters = Context.current();
      Calls.run(
          wrapped,
          () -> {
            assertThat(observations.getCurrentObservation()).isSameAs(observation);
            assertThat(Context.current()).isSameAs(submitters);
          });
    }
  }

  @Test
  void contextThatWasMadeCurrentInsideTheObservationIsNotReplacedByItsSpan() {
    Observation observation = start("a");
    try (Observation.Scope scope = observation.openScope();
        Scope inside = A.makeCurrent()) {
      Calls.run(
          wrapped,
          () -> {
            assertThat(observations.getCurrentObservation()).isSameAs(observation);
            assertThat(Context.current()).isSameAs(A);
            try (Observation.Scope inner = start("inner").openScope()) {
              assertThat(span()).isEqualTo("inner");
            }
            assertThat(Context.current()).isSameAs(A);
          });
    }
  }

  @Test
  void taskOfASubmitterWithoutOneHasNoneAndTheThreadGetsItsOwnBack() {
    Runnable task =
        PROPAGATION.wrap(
            () -> {
              assertThat(String.valueOf(observations.getCurrentObservation()))
                  .doesNotContain("'a'");
              assertThat(Context.current()).isSameAs(Context.root());
            });
    Observation observation = start("a");
    try (Observation.Scope scope = observation.openScope()) {
      task.run();
      assertThat(observations.getCurrentObservationScope()).isSameAs(scope);
      assertThat(span()).isEqualTo("a");
    }
  }

  @Test
  void rootClearsItAndFixedKeepsIt() {
    Observation observation = start("a");
    try (Observation.Scope scope = observation.openScope()) {
      Propagation fixed = Propagation.fixed(A).with(MicrometerThreadLocals.registered());
      Propagation.root()
          .with(MicrometerThreadLocals.registered())
          .wrap((Runnable) () -> assertThat(span()).isNull())
          .run();
      Calls.run(
          ContextExecutors.wrap(pool, fixed),
          () -> {
            assertThat(observations.getCurrentObservation()).isSameAs(observation);
            assertThat(Context.current()).isSameAs(A);
          });
      assertThat(observations.getCurrentObservationScope()).isSameAs(scope);
      assertThat(span()).isEqualTo("a");
    }
  }

  @Test
  void nestedTasksOnOneThreadGoBackOneByOne() {
    Observation outer = start("outer");
    Observation inner = start("inner");
    Runnable task;
    try (Observation.Scope scope = inner.openScope()) {
      task = PROPAGATION.wrap((Runnable) () -> assertThat(span()).isEqualTo("inner"));
    }
    try (Observation.Scope scope = outer.openScope()) {
      Calls.run(
          wrapped,
          () -> {
            task.run();
            assertThat(observations.getCurrentObservation()).isSameAs(outer);
            assertThat(span()).isEqualTo("outer");
          });
      assertThat(observations.getCurrentObservationScope()).isSameAs(scope);
    }
  }

  @Test
  void wrappedTaskThatRunsWithinItself() {
    AtomicInteger depth = new AtomicInteger();
    Runnable[] task = new Runnable[1];
    Observation observation = start("a");
    try (Observation.Scope scope = observation.openScope()) {
      task[0] =
          PROPAGATION.wrap(
              () -> {
                if (depth.incrementAndGet() < 10) {
                  task[0].run();
                }
                assertThat(observations.getCurrentObservation()).isSameAs(observation);
              });
    }
    task[0].run();
    assertThat(depth).hasValue(10);
  }

  @Test
  void exceptionOfATaskPassesAndTheThreadIsPutBack() {
    Observation observation = start("a");
    try (Observation.Scope scope = observation.openScope()) {
      Runnable task =
          PROPAGATION.wrap(
              (Runnable)
                  () -> {
                    throw new ArithmeticException("on purpose");
                  });
      assertThatThrownBy(task::run).isInstanceOf(ArithmeticException.class);
      assertThat(observations.getCurrentObservationScope()).isSameAs(scope);
    }
  }

  @Test
  void scopesDoNotGrowWithTheTasks() throws Exception {
    int tasks = 100_000;
    Observation observation = start("a");
    try (Observation.Scope scope = observation.openScope()) {
      for (int i = 0; i < tasks; i++) {
        wrapped.execute(() -> {});
      }
    }
    Calls.run(pool, () -> assertThat(observations.getCurrentObservationScope()).isNull());
    assertThat(tracing.opened).hasValue(tasks + 1);
  }

  @Test
  void virtualThreads() {
    Observation observation = start("a");
    AtomicInteger right = new AtomicInteger();
    try (ExecutorService virtual =
            ContextExecutors.wrap(Executors.newVirtualThreadPerTaskExecutor(), PROPAGATION);
        Observation.Scope scope = observation.openScope()) {
      for (int i = 0; i < 1000; i++) {
        virtual.execute(
            () -> {
              if (observations.getCurrentObservation() == observation) {
                right.incrementAndGet();
              }
            });
      }
    }
    assertThat(right).hasValue(1000);
  }
}
