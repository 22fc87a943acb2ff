package dev.baton.tracing;

import dev.baton.context.Propagation;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanBuilder;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Spans of operations that end later and elsewhere: a span starts where the operation does, and
 * ends once, when its result is there, whatever that is.
 *
 * {@snippet file="dev/baton/tracing/TracedOperationsTest.java" region="trace"}
 *
 * <p>The span is a child of the one that is current, and is current itself while the operation's
 * own code runs: what that submits, registers and wraps has it. What the caller registers with the
 * result has the caller's context, as always. For Guava's futures, RxJava and coroutines see the
 * packages below this one.
 *
 * <p>How a span says what became of its operation is described in TELEMETRY.md. An operation whose
 * result never comes has a span that never ends; nothing here keeps it.
 *
 * <p>Immutable and thread-safe. A null argument is refused with a {@link NullPointerException} that
 * names it.
 */
public final class TracedOperations {
  private static final TracedOperations GLOBAL = new TracedOperations(Connection.toGlobal(), null);

  private final Connection connection;
  private final @Nullable Consumer<? super SpanBuilder> more;

  private TracedOperations(Connection connection, @Nullable Consumer<? super SpanBuilder> more) {
    this.connection = connection;
    this.more = more;
  }

  /** Spans of this one. */
  public static TracedOperations of(OpenTelemetry openTelemetry) {
    Objects.requireNonNull(openTelemetry, "openTelemetry");
    return new TracedOperations(new Connection(() -> openTelemetry), null);
  }

  /**
   * Spans of {@link GlobalOpenTelemetry}, and none as long as that has not been set; this does not
   * set it.
   */
  public static TracedOperations global() {
    return GLOBAL;
  }

  /**
   * The same, with more for each span: its kind, attributes, links.
   *
   * {@snippet file="dev/baton/tracing/TracedOperationsTest.java" region="with"}
   *
   * @param more called before a span starts, on the thread that starts it. If it throws, that is
   *     logged, and the span starts all the same
   */
  public TracedOperations with(Consumer<? super SpanBuilder> more) {
    Objects.requireNonNull(more, "more");
    Consumer<? super SpanBuilder> before = this.more;
    return new TracedOperations(
        connection,
        before == null
            ? more
            : span -> {
              before.accept(span);
              more.accept(span);
            });
  }

  /**
   * Starts the span of an operation, which whoever calls this ends: for a callback of a library's
   * own.
   *
   * @param name of the span
   */
  public TracedOperation start(String name) {
    return TracedOperation.start(connection, Objects.requireNonNull(name, "name"), more);
  }

  /**
   * Starts an operation, with a span that ends when the stage does. If the operation throws instead
   * of giving a stage, the span ends with that.
   *
   * @param name of the span
   * @param operation called at once, on this thread, with the span current
   * @return has the stage's result, as soon as the span has ended. Its callbacks run under the
   *     context that is current where they are registered. To cancel or complete it cancels or
   *     completes the stage, if that is a future, and ends the span
   */
  public <T extends @Nullable Object> CompletableFuture<T> trace(
      String name, Supplier<? extends CompletionStage<T>> operation) {
    Objects.requireNonNull(operation, "operation");
    TracedOperation traced = start(name);
    return traced.endWith(traced.begin(operation));
  }

  /**
   * Hands a task to an executor, with a span from now on until it has run. The span is current
   * while it runs. One that the executor does not take, or that is cancelled, ends the span; one
   * that {@code shutdownNow} gives back has not ended.
   *
   * @param name of the span
   * @return as {@code submit} returns it, and with the result as soon as the span has ended
   */
  public <V extends @Nullable Object> Future<V> submit(
      String name, Executor executor, Callable<V> task) {
    Objects.requireNonNull(executor, "executor");
    Objects.requireNonNull(task, "task");
    TracedOperation traced = start(name);
    CallableSpan<V> future = new CallableSpan<>(traced, task);
    try {
      Propagation.fixed(traced.context()).capture().run(Executor::execute, executor, future);
    } catch (Throwable t) {
      traced.end(t);
      throw t;
    }
    return future;
  }
}
