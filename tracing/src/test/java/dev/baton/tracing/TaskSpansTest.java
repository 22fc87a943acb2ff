package dev.baton.tracing;

import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.context.Propagation;
import dev.baton.context.testing.Calls;
import dev.baton.context.testing.LogCapture;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A span for each task. */
final class TaskSpansTest {
  private static final AttributeKey<Double> WAIT = doubleKey("baton.task.wait.duration");
  private static final AttributeKey<String> ERROR_TYPE = stringKey("error.type");

  private final CollectedTelemetry collected = new CollectedTelemetry();
  private final Tracer tracer = collected.sdk.getTracer("test");
  private final TaskTelemetry telemetry = TaskTelemetry.of(collected.sdk).withSpans();

  /** One thread, and room for one more task. */
  private final ThreadPoolExecutor pool =
      new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1));

  @AfterEach
  void close() {
    pool.close();
    collected.close();
  }

  private SpanData onlySpan() {
    assertThat(collected.spans()).hasSize(1);
    return collected.spans().get(0);
  }

  private ExecutorService named(Function<Object, String> name) {
    return telemetry.withSpans(name, task -> true).wrap(pool, "orders");
  }

  @Test
  void isChildOfTheSubmittersAndCurrentWhileTheTaskRuns() throws Exception {
    ExecutorService executor = named(task -> "work");
    Span request = tracer.spanBuilder("request").startSpan();
    Span inside;
    try (Scope scope = request.makeCurrent()) {
      inside = executor.submit(() -> Span.current()).get();
    } finally {
      request.end();
    }
    SpanData work = collected.spans().get(0);
    assertThat(work.getName()).isEqualTo("work");
    assertThat(work.getSpanContext()).isEqualTo(inside.getSpanContext());
    assertThat(work.getParentSpanId()).isEqualTo(request.getSpanContext().getSpanId());
    assertThat(work.getTraceId()).isEqualTo(request.getSpanContext().getTraceId());
    assertThat(work.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(work.getAttributes().get(WAIT)).isNotNegative();
    assertThat(work.getAttributes().get(stringKey("jvm.executor.name"))).isEqualTo("orders");
    assertThat(executor.submit(() -> Span.fromContextOrNull(Context.current()) != inside).get())
        .isTrue();
  }

  @Test
  void waitInTheQueueIsPartOfItAndSaidInAnAttribute() throws Exception {
    ExecutorService executor = named(task -> "work");
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch gate = new CountDownLatch(1);
    executor.submit(
        () -> {
          running.countDown();
          Calls.await(gate);
        });
    Calls.await(running);
    Future<?> waiting = executor.submit(() -> {});
    long submitted = System.nanoTime();
    Calls.until(() -> System.nanoTime() - submitted > 20_000_000);
    gate.countDown();
    waiting.get();
    pool.close();
    SpanData second = collected.spans().get(1);
    double seconds = (second.getEndEpochNanos() - second.getStartEpochNanos()) / 1e9;
    assertThat(second.getAttributes().get(WAIT)).isBetween(0.02, seconds + 0.001);
  }

  @Test
  void failureIsRecorded() {
    Future<?> failing =
        named(task -> "work")
            .submit(
                () -> {
                  throw new IllegalStateException("on purpose");
                });
    assertThatThrownBy(failing::get).isInstanceOf(ExecutionException.class);
    SpanData span = onlySpan();
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(span.getAttributes().get(ERROR_TYPE)).isEqualTo("java.lang.IllegalStateException");
    assertThat(span.getEvents()).singleElement().matches(e -> e.getName().equals("exception"));
    assertThat(collected.logs()).isEmpty();
  }

  @Test
  void spanEndsWhateverTheFailuresOwnMethodsDo() {
    final class Unprintable extends RuntimeException {
      private static final long serialVersionUID = 1;

      @Override
      public String getMessage() {
        throw new IllegalStateException("no message");
      }
    }
    try (LogCapture log = LogCapture.start()) {
      Future<?> failing =
          named(task -> "work")
              .submit(
                  () -> {
                    throw new Unprintable();
                  });
      assertThatThrownBy(failing::get)
          .isInstanceOf(Exception.class); // the JDK asks for the message
      assertThat(log.messages()).hasSize(1);
    }
    assertThat(onlySpan().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(onlySpan().getAttributes().get(ERROR_TYPE)).endsWith("Unprintable");
  }

  @Test
  void rejectionAndCancellationEndIt() throws Exception {
    AtomicReference<String> name = new AtomicReference<>("running");
    ExecutorService executor = named(task -> name.get());
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch gate = new CountDownLatch(1);
    executor.submit(
        () -> {
          running.countDown();
          Calls.await(gate);
        });
    Calls.await(running);
    name.set("cancelled");
    Future<?> waiting = executor.submit(() -> {});
    name.set("rejected");
    assertThatThrownBy(() -> executor.submit(() -> {}))
        .isInstanceOf(RejectedExecutionException.class);
    waiting.cancel(false);
    waiting.cancel(false);
    assertThat(collected.spans())
        .extracting(SpanData::getName)
        .containsExactly("rejected", "cancelled");
    assertThat(collected.spans())
        .extracting(span -> span.getAttributes().get(ERROR_TYPE))
        .containsExactly(
            "java.util.concurrent.RejectedExecutionException",
            "java.util.concurrent.CancellationException");
    assertThat(collected.spans()).allMatch(span -> span.getAttributes().get(WAIT) == null);
    gate.countDown();
    pool.close();
    assertThat(collected.spans()).hasSize(3);
  }

  @Test
  void runsOfOneTaskHaveASpanEach() {
    Propagation propagation = telemetry.withSpans(task -> "run", task -> true).propagation();
    AtomicReference<Runnable> itself = new AtomicReference<>();
    Runnable twice =
        propagation.wrap(
            (Runnable)
                () -> {
                  Runnable again = itself.getAndSet(null);
                  if (again != null) {
                    again.run();
                  }
                });
    itself.set(twice);
    twice.run();
    List<SpanData> spans = collected.spans();
    assertThat(spans).hasSize(2);
    assertThat(spans).allMatch(span -> span.getParentSpanId().equals(SpanId.getInvalid()));
    assertThat(spans.get(0).getAttributes().get(WAIT)).isNull(); // the inner one ended first
    assertThat(spans.get(1).getAttributes().get(WAIT)).isNotNull();
    twice.run();
    assertThat(collected.spans()).hasSize(3);
    assertThat(Span.current().getSpanContext().isValid()).isFalse();
  }

  @Test
  void filterSaysWhichTasksHaveOne() throws Exception {
    Callable<String> wanted = () -> "wanted";
    ExecutorService executor =
        telemetry.withSpans(task -> "wanted", task -> task == wanted).wrap(pool, "some");
    executor.submit(() -> "unwanted").get();
    executor.submit(wanted).get();
    assertThat(onlySpan().getName()).isEqualTo("wanted");
  }

  @Test
  void nameIsThatOfTheClassWithoutWhatDiffersInEachProcess() throws Exception {
    ExecutorService executor = telemetry.wrap(pool, "classes");
    executor.submit(() -> "").get();
    assertThat(onlySpan().getName()).isEqualTo("TaskSpansTest");
  }

  @Test
  void namingThatFailsCostsTheSpanAndNotTheTask() throws Exception {
    try (LogCapture log = LogCapture.start()) {
      ExecutorService executor =
          named(
              task -> {
                throw new IllegalStateException("no name");
              });
      assertThat(executor.submit(() -> "ran").get()).isEqualTo("ran");
      ExecutorService filtered =
          telemetry
              .withSpans(
                  task -> "work",
                  task -> {
                    throw new IllegalStateException("no filter");
                  })
              .wrap(executor, "orders");
      assertThat(filtered.submit(() -> "ran").get()).isEqualTo("ran");
      assertThat(log.messages()).hasSize(2).allMatch(text -> text.contains("TaskSpansTest"));
    }
    assertThat(collected.spans()).isEmpty();
    assertThat(collected.of("orders").number("jvm.executor.task.completed")).isEqualTo(2);
  }

  @Test
  @Tag("slot")
  @Tag("default")
  @SuppressWarnings("MustBeClosedChecker")
  void taskThatLeavesAScopeOpenLeavesItsSpanToNobody() throws Exception {
    ExecutorService executor = named(task -> "leaking");
    try (LogCapture log = LogCapture.start()) {
      executor
          .submit(
              () -> Context.current().with(ContextKey.named("left"), "open").makeCurrent() != null)
          .get();
      assertThat(executor.submit(() -> Span.current().getSpanContext()).get())
          .isEqualTo(collected.spans().get(1).getSpanContext());
      assertThat(log.messages()).anyMatch(text -> text.contains("scope still open"));
    }
    Future<Context> raw = pool.submit(() -> Context.current());
    assertThat(raw.get()).isEqualTo(Context.root());
    assertThat(collected.spans()).hasSize(2);
  }
}
