package dev.baton.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.testing.Garbage;
import dev.baton.context.testing.LogCapture;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.propagation.ContextPropagators;
import java.lang.ref.WeakReference;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is kept of executors, and what becomes of tasks if the telemetry itself fails. */
final class TelemetryLifetimeTest {
  private final CollectedTelemetry collected = new CollectedTelemetry();
  private final TaskTelemetry telemetry = TaskTelemetry.of(collected.sdk);

  @AfterEach
  void close() {
    collected.close();
  }

  private static ThreadPoolExecutor newPool() {
    return new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
  }

  /** Nothing of it is on the caller's stack afterwards. */
  private WeakReference<Object> useUp(String name) throws Exception {
    ThreadPoolExecutor pool = newPool();
    try (ExecutorService wrapped = telemetry.wrap(pool, name)) {
      wrapped.submit(() -> "").get();
    }
    return new WeakReference<>(pool);
  }

  @Test
  void executorThatIsCollectedIsReportedOnceMore() throws Exception {
    WeakReference<Object> pool = useUp("gone");
    Garbage.awaitCollected(pool);
    CollectedTelemetry.OfExecutor last = collected.of("gone");
    assertThat(last.number("jvm.executor.task.completed")).isEqualTo(1);
    assertThat(last.has("jvm.executor.thread.count")).isFalse();
    assertThat(last.has("jvm.executor.queue.size")).isFalse();
    assertThat(collected.of("gone").has("jvm.executor.task.completed")).isFalse();
    assertThat(collected.of("gone").has("baton.task.active")).isFalse();
  }

  @Test
  void executorOfTheSameNameIsReportedAfterAllWereCollected() throws Exception {
    Garbage.awaitCollected(useUp("again"));
    collected.metrics();
    collected.metrics();
    try (ExecutorService pool = telemetry.wrap(newPool(), "again")) {
      pool.submit(() -> "").get();
      assertThat(collected.of("again").number("jvm.executor.task.completed")).isEqualTo(1);
      assertThat(collected.of("again").number("jvm.executor.thread.limit")).isEqualTo(1);
    }
  }

  @Test
  void executorsOfOneNameAreOne() throws Exception {
    try (ExecutorService first = telemetry.wrap(newPool(), "same");
        ExecutorService second = telemetry.wrap(newPool(), "same")) {
      first.submit(() -> "").get();
      second.submit(() -> "").get();
      CollectedTelemetry.OfExecutor both = collected.of("same");
      assertThat(both.number("jvm.executor.task.completed")).isEqualTo(2);
      assertThat(both.number("jvm.executor.thread.limit")).isEqualTo(2);
      assertThat(
              both.number("jvm.executor.thread.count", "idle")
                  + both.number("jvm.executor.thread.count", "active"))
          .isEqualTo(2);
    }
  }

  @Test
  void poolThatFailsWhenAskedIsCountedAllTheSame() throws Exception {
    final class Failing extends ThreadPoolExecutor {
      Failing() {
        super(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
      }

      @Override
      public int getActiveCount() {
        throw new IllegalStateException("on purpose");
      }
    }
    try (LogCapture log = LogCapture.start();
        ExecutorService failing = telemetry.wrap(new Failing(), "failing");
        ExecutorService sound = telemetry.wrap(newPool(), "sound")) {
      failing.submit(() -> "").get();
      assertThat(collected.of("failing").number("jvm.executor.task.completed")).isEqualTo(1);
      assertThat(collected.of("failing").has("jvm.executor.queue.size")).isFalse();
      assertThat(collected.of("sound").number("jvm.executor.queue.size")).isZero();
      assertThat(log.messages()).singleElement().asString().contains("Failing");
    }
  }

  /** All that it is asked for fails. */
  private static final class Broken implements OpenTelemetry {
    @Override
    public MeterProvider getMeterProvider() {
      throw new IllegalStateException("no meters");
    }

    @Override
    public TracerProvider getTracerProvider() {
      throw new IllegalStateException("no tracers");
    }

    @Override
    public ContextPropagators getPropagators() {
      throw new IllegalStateException("no propagators");
    }
  }

  @Test
  void openTelemetryThatFailsIsLoggedAndDisturbsNoTask() throws Exception {
    try (LogCapture log = LogCapture.start();
        ExecutorService pool =
            TaskTelemetry.of(new Broken()).withSpans().wrap(newPool(), "broken")) {
      assertThat(pool.submit(() -> "first").get()).isEqualTo("first");
      assertThat(pool.submit(() -> "second").get()).isEqualTo("second");
      assertThat(log.messages())
          .hasSize(2)
          .anyMatch(text -> text.contains("task telemetry failed"));
    }
  }
}
