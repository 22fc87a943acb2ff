package dev.baton.executors;

import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.Propagation;
import dev.baton.context.testing.TestContexts;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** How often a call captures. */
final class CaptureTest {
  private final CountingAccessor accessor = new CountingAccessor();
  private final ExecutorService executor =
      ContextExecutors.wrap(
          Executors.newScheduledThreadPool(2), Propagation.capturing().with(accessor));

  @AfterEach
  void closeExecutor() {
    executor.close();
    accessor.clear();
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"SCHEDULE_AT_FIXED_RATE", "SCHEDULE_WITH_FIXED_DELAY"})
  void eachCallCapturesOnce(SubmitMethod method) {
    CountDownLatch ran = new CountDownLatch(1);
    method.submit(executor, ran::countDown);
    assertThat(accessor.reads()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"SCHEDULE_AT_FIXED_RATE", "SCHEDULE_WITH_FIXED_DELAY"})
  void periodicCallCapturesNothing(SubmitMethod method) {
    method.submit(executor, () -> {});
    assertThat(accessor.reads()).isZero();
  }

  @Test
  void invokeAllCapturesOnceForAllItsTasks() throws Exception {
    List<Callable<String>> tasks = new ArrayList<>(Collections.nCopies(5, this::contextAndValue));
    accessor.set("a value");
    try (Scope scope = named("A").makeCurrent()) {
      assertThat(executor.invokeAll(tasks))
          .extracting(Future::resultNow)
          .hasSize(5)
          .containsOnly("A, a value");
      assertThat(accessor.reads()).isEqualTo(1);
      assertThat(executor.invokeAll(tasks, 1, TimeUnit.MINUTES))
          .extracting(Future::resultNow)
          .hasSize(5)
          .containsOnly("A, a value");
      assertThat(accessor.reads()).isEqualTo(2);
    }
  }

  @Test
  void invokeAnyCapturesOnceForAllItsTasks() throws Exception {
    List<Callable<String>> tasks = new ArrayList<>(Collections.nCopies(4, CaptureTest::fail));
    tasks.add(this::contextAndValue);
    accessor.set("a value");
    try (Scope scope = named("A").makeCurrent()) {
      assertThat(executor.invokeAny(tasks)).isEqualTo("A, a value");
      assertThat(accessor.reads()).isEqualTo(1);
      assertThat(executor.invokeAny(tasks, 1, TimeUnit.MINUTES)).isEqualTo("A, a value");
      assertThat(accessor.reads()).isEqualTo(2);
    }
  }

  @Test
  void invokeAllLooksAtTheCollectionOnlyBeforeItSubmits() throws Exception {
    List<Callable<Context>> tasks = new ArrayList<>();
    tasks.add(Context::current);
    tasks.add(
        () -> {
          tasks.clear();
          return Context.current();
        });
    assertThat(executor.invokeAll(tasks)).hasSize(2);
  }

  private String contextAndValue() {
    return TestContexts.currentName() + ", " + accessor.get();
  }

  private static String fail() {
    throw new IllegalStateException("on purpose");
  }
}
