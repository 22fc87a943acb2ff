package dev.baton.tracing;

import dev.baton.context.BatonInternal;
import dev.baton.context.Propagation;
import dev.baton.context.TaskListener;
import dev.baton.executors.ContextExecutors;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Metrics of executors and of what becomes of their tasks, and if asked for, a span for each task.
 * Make one for an {@link OpenTelemetry}, and give each executor a name:
 *
 * {@snippet file="dev/baton/tracing/TaskTelemetryTest.java" region="wrap"}
 *
 * <p>TELEMETRY.md, beside the module's README, describes each metric, attribute and span.
 *
 * <p><b>Executors of one name</b>, owner and class are reported as one. Keep names few and fixed.
 * An executor that has been collected is reported once more, and then no longer: nothing here keeps
 * it, nor a task.
 *
 * <p><b>A task is counted once</b>, by the executor that it is given to: its telemetry takes the
 * place of one that {@link Propagation#installed()} has for the whole program. Only a task that the
 * program has wrapped itself, for another name, is counted for both.
 *
 * <p><b>Cost</b>: one object of 24 bytes for each task, on top of those of a {@link
 * dev.baton.context.TaskListener}; no other, but what the metrics of the SDK allocate. A span costs
 * what it does in the SDK.
 *
 * <p>Immutable and thread-safe. A null argument is refused with a {@link NullPointerException} that
 * names it.
 */
public final class TaskTelemetry {
  private static final TaskTelemetry GLOBAL = new TaskTelemetry(Connection.toGlobal(), null, null);

  private final Connection connection;
  private final @Nullable String owner;
  private final @Nullable SpanNaming spans;

  private TaskTelemetry(Connection connection, @Nullable String owner, @Nullable SpanNaming spans) {
    this.connection = connection;
    this.owner = owner;
    this.spans = spans;
  }

  /** Reports to this one. */
  public static TaskTelemetry of(OpenTelemetry openTelemetry) {
    Objects.requireNonNull(openTelemetry, "openTelemetry");
    return new TaskTelemetry(new Connection(() -> openTelemetry), null, null);
  }

  /**
   * Reports to {@link GlobalOpenTelemetry}, as soon as that has been set; this does not set it.
   * What was counted until then is reported then, but for times and spans.
   */
  public static TaskTelemetry global() {
    return GLOBAL;
  }

  /**
   * The same, for executors that belong to a component.
   *
   * @param owner the value of {@code jvm.executor.owner.name}: a library or a part of the program
   */
  public TaskTelemetry ownedBy(String owner) {
    return new TaskTelemetry(connection, Objects.requireNonNull(owner, "owner"), spans);
  }

  /** The same, with a span for each task, which has the name of the task's class. */
  public TaskTelemetry withSpans() {
    return withSpans(SpanNaming::ofClass, task -> true);
  }

  /**
   * The same, with a span for each task that passes the filter.
   *
   * @param name gives a name to the span of a task; there are to be few names
   * @param filter whether a task has a span
   */
  public TaskTelemetry withSpans(Function<Object, String> name, Predicate<? super Object> filter) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(filter, "filter");
    return new TaskTelemetry(connection, owner, new SpanNaming(name, filter));
  }

  /**
   * {@link Propagation#installed()} with this telemetry, for what has no name: {@code
   * Baton.install(telemetry.propagation())} counts every task of the program.
   */
  public Propagation propagation() {
    return propagation(TaskMeter.UNKNOWN);
  }

  /** The same, if the program has not chosen a telemetry itself. */
  Propagation in(Propagation propagation) {
    return BatonInternal.without(propagation, TaskTelemetry::isOurs) == propagation
        ? listening(propagation, TaskMeter.UNKNOWN, null)
        : propagation;
  }

  /**
   * {@link Propagation#installed()} with this telemetry under a name, for what is no executor: a
   * scheduler of RxJava's, the coroutines of a part of the program, functions.
   */
  public Propagation propagation(String name) {
    return listening(Propagation.installed(), name, null);
  }

  /**
   * What the executor carries, with this telemetry under a name, which includes the metrics of the
   * executor itself: for a wrapper of another class, such as one of Guava's listening executors.
   *
   * @param executor is not wrapped by this
   */
  public Propagation propagation(String name, Executor executor) {
    Propagation carried = ContextExecutors.propagation(executor);
    return listening(carried, name, ContextExecutors.unwrap(executor));
  }

  private Propagation listening(Propagation carried, String name, @Nullable Executor executor) {
    Objects.requireNonNull(name, "name");
    Attributes attributes = TaskMeter.attributes(name, owner, executor);
    Propagation metered =
        BatonInternal.without(carried, TaskTelemetry::isOurs)
            .with(connection.meter().listener(attributes, executor));
    return spans == null ? metered : metered.with(new TaskSpans(connection, spans, attributes));
  }

  private static boolean isOurs(TaskListener listener) {
    return listener instanceof TaskMetrics || listener instanceof TaskSpans;
  }

  /** Wraps an executor, as {@link ContextExecutors#wrap(Executor)} does, with this telemetry. */
  public Executor wrap(Executor executor, String name) {
    return ContextExecutors.wrap(executor, propagation(name, executor));
  }

  /**
   * Wraps an executor service, as {@link ContextExecutors#wrap(ExecutorService)} does, with this
   * telemetry. One that is wrapped already keeps what it carries.
   *
   * @param executor best the pool itself: what {@code Executors.newSingleThreadExecutor()} gives
   *     does not say how many threads it has
   * @param name the value of {@code jvm.executor.name}
   */
  public ExecutorService wrap(ExecutorService executor, String name) {
    return ContextExecutors.wrap(executor, propagation(name, executor));
  }

  /** Wraps a scheduler, likewise. */
  public ScheduledExecutorService wrap(ScheduledExecutorService executor, String name) {
    return ContextExecutors.wrap(executor, propagation(name, executor));
  }
}
