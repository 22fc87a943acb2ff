package dev.baton.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.context.Propagation;
import dev.baton.context.testing.Calls;
import dev.baton.executors.ContextExecutors;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The metrics of executors whose every task is known. */
final class TaskTelemetryTest {
  private final CollectedTelemetry collected = new CollectedTelemetry();
  private final TaskTelemetry telemetry = TaskTelemetry.of(collected.sdk);
  private final CountDownLatch gate = new CountDownLatch(1);

  @AfterEach
  void close() {
    collected.close();
  }

  /** What the docs show. */
  // @start region="wrap"
  static ExecutorService orders(OpenTelemetry openTelemetry) {
    TaskTelemetry telemetry = TaskTelemetry.of(openTelemetry); // one for the program
    return telemetry.wrap(Executors.newFixedThreadPool(8), "orders");
  }

  // @end

  /** Takes one more task than it has a thread for, and one after that. */
  private static ThreadPoolExecutor smallPool() {
    return new ThreadPoolExecutor(1, 3, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(2));
  }

  private Callable<String> waiting(CountDownLatch started) {
    return () -> {
      started.countDown();
      Calls.await(gate);
      return "";
    };
  }

  @Test
  void exampleOfTheDocs() throws Exception {
    try (ExecutorService pool = orders(collected.sdk)) {
      pool.submit(() -> "").get();
      assertThat(collected.of("orders").number("jvm.executor.task.completed")).isEqualTo(1);
      assertThat(collected.of("orders").number("jvm.executor.thread.limit")).isEqualTo(8);
    }
  }

  @Test
  void eachTaskIsCountedForWhatBecameOfIt() throws Exception {
    ExecutorService pool = telemetry.ownedBy("shop").wrap(smallPool(), "orders");
    CountDownLatch running = new CountDownLatch(3);
    pool.submit(waiting(running)); // on the first thread
    Future<?> cancelled = pool.submit(waiting(running)); // the queue is full after the next
    pool.submit(waiting(running));
    pool.submit(waiting(running)); // on the second
    pool.submit(waiting(running)); // on the third
    Calls.await(running);
    assertThatThrownBy(() -> pool.submit(() -> "")).isInstanceOf(RejectedExecutionException.class);

    CollectedTelemetry.OfExecutor busy = collected.of("orders");
    assertThat(busy.number("baton.task.submitted")).isEqualTo(6);
    assertThat(busy.number("baton.task.started")).isEqualTo(3);
    assertThat(busy.number("baton.task.active")).isEqualTo(3);
    assertThat(busy.number("jvm.executor.task.completed")).isZero();
    assertThat(busy.number("jvm.executor.task.rejected")).isEqualTo(1);
    assertThat(busy.number("jvm.executor.thread.count", "active")).isEqualTo(3);
    assertThat(busy.number("jvm.executor.thread.count", "idle")).isZero();
    assertThat(busy.number("jvm.executor.thread.core")).isEqualTo(1);
    assertThat(busy.number("jvm.executor.thread.limit")).isEqualTo(3);
    assertThat(busy.number("jvm.executor.queue.size")).isEqualTo(2);
    assertThat(busy.number("jvm.executor.queue.capacity")).isEqualTo(2);
    assertThat(busy.attributes("baton.task.submitted").toString())
        .isEqualTo(
            "{jvm.executor.name=\"orders\", jvm.executor.owner.name=\"shop\","
                + " jvm.executor.type=\"java.util.concurrent.ThreadPoolExecutor\"}");

    assertThat(cancelled.cancel(false)).isTrue();
    gate.countDown();
    pool.close();

    CollectedTelemetry.OfExecutor closed = collected.of("orders");
    assertThat(closed.number("baton.task.submitted")).isEqualTo(6);
    assertThat(closed.number("baton.task.started")).isEqualTo(4);
    assertThat(closed.number("baton.task.cancelled")).isEqualTo(1);
    assertThat(closed.number("baton.task.active")).isZero();
    assertThat(closed.number("jvm.executor.task.completed")).isEqualTo(4);
    assertThat(closed.times("baton.task.wait.duration")).isEqualTo(4);
    assertThat(closed.times("baton.task.run.duration")).isEqualTo(4);
    assertThat(closed.number("baton.task.failed")).isZero();
    assertThat(closed.number("jvm.executor.thread.count", "active")).isZero();
    assertThat(closed.number("jvm.executor.queue.size")).isZero();
  }

  @Test
  void taskThatFailsIsCompletedAndFailed() throws Exception {
    try (ExecutorService pool = telemetry.wrap(smallPool(), "failing")) {
      Future<?> failing =
          pool.submit(
              () -> {
                throw new IllegalStateException("on purpose");
              });
      assertThatThrownBy(failing::get).isInstanceOf(ExecutionException.class);
      pool.submit(() -> "").get();
    }
    CollectedTelemetry.OfExecutor counted = collected.of("failing");
    assertThat(counted.number("jvm.executor.task.completed")).isEqualTo(2);
    assertThat(counted.number("baton.task.failed")).isEqualTo(1);
  }

  @Test
  void shutdownNowCancelsWhatHasNotBegun() {
    ExecutorService pool = telemetry.wrap(smallPool(), "stopped");
    CountDownLatch running = new CountDownLatch(1);
    pool.submit(waiting(running));
    Calls.await(running);
    pool.submit(() -> "");
    pool.execute(() -> {});
    assertThat(pool.shutdownNow()).hasSize(2);
    gate.countDown();
    pool.close();
    CollectedTelemetry.OfExecutor counted = collected.of("stopped");
    assertThat(counted.number("baton.task.submitted")).isEqualTo(3);
    assertThat(counted.number("baton.task.cancelled")).isEqualTo(2);
    assertThat(counted.number("jvm.executor.task.completed")).isEqualTo(1);
  }

  @Test
  @Tag("slot")
  @SuppressWarnings("MustBeClosedChecker")
  void contextThatATaskLeavesIsCounted() throws Exception {
    try (ExecutorService pool = telemetry.wrap(smallPool(), "leaking")) {
      pool.submit(
              () -> Context.current().with(ContextKey.named("left"), "open").makeCurrent() != null)
          .get();
      pool.submit(() -> "").get();
    }
    assertThat(collected.of("leaking").number("baton.task.context.repaired")).isEqualTo(1);
  }

  @Test
  void periodicTaskIsSubmittedOnceAndWaitsOnce() {
    CountDownLatch runs = new CountDownLatch(3);
    try (ScheduledExecutorService scheduler =
        telemetry.wrap(Executors.newScheduledThreadPool(1), "ticks")) {
      Future<?> ticking =
          scheduler.scheduleAtFixedRate(runs::countDown, 0, 1, TimeUnit.MILLISECONDS);
      Calls.await(runs);
      ticking.cancel(false);
    }
    CollectedTelemetry.OfExecutor counted = collected.of("ticks");
    assertThat(counted.number("baton.task.submitted")).isEqualTo(1);
    assertThat(counted.times("baton.task.wait.duration")).isEqualTo(1);
    assertThat(counted.number("jvm.executor.task.completed"))
        .isGreaterThanOrEqualTo(3)
        .isEqualTo(counted.number("baton.task.started"))
        .isEqualTo(counted.times("baton.task.run.duration"));
    assertThat(counted.number("baton.task.cancelled")).isZero();
  }

  @Test
  void timeInTheQueueAndTimeOfTheRunAreTakenApart() {
    CountDownLatch running = new CountDownLatch(1);
    long begin = System.nanoTime();
    try (ExecutorService pool = telemetry.wrap(smallPool(), "timed")) {
      pool.submit(waiting(running));
      Calls.await(running);
      long bothSubmitted = System.nanoTime();
      pool.submit(() -> "");
      long half = bothSubmitted - begin + 20_000_000;
      Calls.until(() -> System.nanoTime() - bothSubmitted > half);
      gate.countDown();
    }
    double all = (System.nanoTime() - begin) / 1e9;
    CollectedTelemetry.OfExecutor timed = collected.of("timed");
    assertThat(timed.seconds("baton.task.wait.duration")).isBetween(0.02, all);
    assertThat(timed.seconds("baton.task.run.duration")).isBetween(0.02, all);
  }

  @Test
  void taskWrappedForTheSameNameIsCountedOnce() throws Exception {
    try (ExecutorService pool = telemetry.wrap(smallPool(), "once")) {
      Callable<String> wrapped = ContextExecutors.propagation(pool).wrap(() -> "");
      pool.submit(wrapped).get();
      pool.submit(telemetry.propagation("once", pool).wrap(() -> "")).get();
    }
    assertThat(collected.of("once").number("baton.task.submitted")).isEqualTo(2);
    assertThat(collected.of("once").number("jvm.executor.thread.limit")).isEqualTo(3);
  }

  @Test
  void namedExecutorTakesThePlaceOfTheWholeProgram() throws Exception {
    try (ExecutorService everything =
            ContextExecutors.wrap(smallPool(), telemetry.withSpans().propagation());
        ExecutorService named = telemetry.wrap(everything, "named")) {
      everything.submit(() -> "").get();
      named.submit(() -> "").get();
    }
    assertThat(collected.of("unknown").number("baton.task.submitted")).isEqualTo(1);
    assertThat(collected.of("named").number("baton.task.submitted")).isEqualTo(1);
    assertThat(collected.spans()).hasSize(1);
  }

  @Test
  void functionsOfAPropagationAreCounted() {
    AtomicInteger calls = new AtomicInteger();
    Propagation parsing = telemetry.propagation("parsing");
    var parse = parsing.wrapFunction((String text) -> calls.incrementAndGet() + text);
    assertThat(parse.apply("a")).isEqualTo("1a");
    assertThat(parse.apply("b")).isEqualTo("2b");
    CollectedTelemetry.OfExecutor counted = collected.of("parsing");
    assertThat(counted.number("baton.task.submitted")).isEqualTo(1);
    assertThat(counted.number("jvm.executor.task.completed")).isEqualTo(2);
    assertThat(counted.has("jvm.executor.queue.size")).isFalse();
    assertThat(parsing).hasToString("Propagation[capturing, metrics of parsing]");
  }

  @Test
  void nullsAreRefusedByName() {
    assertThatNullPointerException()
        .isThrownBy(() -> TaskTelemetry.of(null))
        .withMessage("openTelemetry");
    assertThatNullPointerException().isThrownBy(() -> telemetry.ownedBy(null)).withMessage("owner");
    assertThatNullPointerException()
        .isThrownBy(() -> telemetry.propagation(null))
        .withMessage("name");
    assertThatNullPointerException()
        .isThrownBy(() -> telemetry.wrap((ExecutorService) null, "a"))
        .withMessage("executor");
    assertThatNullPointerException()
        .isThrownBy(() -> telemetry.withSpans(null, task -> true))
        .withMessage("name");
    assertThatNullPointerException()
        .isThrownBy(() -> telemetry.withSpans(Object::toString, null))
        .withMessage("filter");
  }

  @Test
  void globalIsNotSetByUsingIt() throws Exception {
    try (ExecutorService pool = TaskTelemetry.global().withSpans().wrap(smallPool(), "early")) {
      pool.submit(() -> "").get();
    }
    assertThat(GlobalOpenTelemetry.isSet()).isFalse();
  }
}
