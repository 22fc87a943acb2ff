package dev.baton.tracing;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;

import dev.baton.context.BatonInternal;
import dev.baton.context.CapturedContext;
import dev.baton.context.Propagation;
import dev.baton.context.storage.Reports;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.context.Context;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The span of an operation that goes on, from {@link TracedOperations#start}. It ends once: the
 * first call of one of the methods that end it counts, on whatever thread, and later ones do
 * nothing. None of them throws.
 *
 * <p>Thread-safe.
 */
public final class TracedOperation {
  private static final AttributeKey<Boolean> ABANDONED = booleanKey("baton.operation.abandoned");

  private final Connection connection;
  private final Span span;
  private final Context context;
  private final @Nullable Runnable watcher;
  private final AtomicBoolean ended = new AtomicBoolean();

  private TracedOperation(
      Connection connection, Span span, Context context, @Nullable Runnable watcher) {
    this.connection = connection;
    this.span = span;
    this.context = context;
    this.watcher = watcher;
  }

  /** A child of the span that is current. */
  static TracedOperation start(
      Connection connection, String name, @Nullable Consumer<? super SpanBuilder> more) {
    Context parent = Context.current();
    OpenTelemetry openTelemetry = connection.openTelemetry();
    return openTelemetry == null
        ? withoutSpan(connection, parent)
        : start(connection, openTelemetry, name, parent, more);
  }

  static TracedOperation start(
      Connection connection,
      OpenTelemetry openTelemetry,
      String name,
      Context parent,
      @Nullable Consumer<? super SpanBuilder> more) {
    SpanBuilder builder =
        openTelemetry.getTracer(Connection.SCOPE).spanBuilder(name).setParent(parent);
    if (more != null) {
      try {
        more.accept(builder);
      } catch (Throwable t) {
        Reports.userCodeFailed(more, "accept", t);
      }
    }
    Span span = builder.startSpan();
    return new TracedOperation(
        connection, span, parent.with(span), BatonInternal.operationStarts(name));
  }

  /** Nothing ends with this: the span that the context has, if any, is somebody else's. */
  static TracedOperation withoutSpan(Connection connection, Context context) {
    TracedOperation operation =
        new TracedOperation(connection, Span.fromContext(context), context, null);
    operation.ended.set(true);
    return operation;
  }

  /** The context with the span: what the operation's code is to run under. */
  public Context context() {
    return context;
  }

  /** Ends the span of an operation that has succeeded. */
  public boolean end() {
    return end(null);
  }

  /**
   * Ends the span.
   *
   * @param failure what the operation has failed with, or null. A {@link
   *     java.util.concurrent.CancellationException} says that it was cancelled
   * @return whether this call did
   */
  public boolean end(@Nullable Throwable failure) {
    boolean first = isFirstEnd();
    if (first) {
      Failures.end(connection, span, context, failure);
    }
    return first;
  }

  /**
   * Ends the span of an operation whose result nobody wants any more, as when a subscriber cancels:
   * no failure, for nobody is told of one.
   *
   * @return whether this call did
   */
  public boolean abandon() {
    boolean first = isFirstEnd();
    if (first) {
      span.setAttribute(ABANDONED, true);
      span.end();
    }
    return first;
  }

  private boolean isFirstEnd() {
    boolean first = ended.compareAndSet(false, true);
    if (first && watcher != null) {
      watcher.run();
    }
    return first;
  }

  /**
   * Ends the span when the stage is done, with its failure if it has one.
   *
   * @return has the stage's result, as {@link TracedOperations#trace} describes it
   */
  public <T extends @Nullable Object> CompletableFuture<T> endWith(CompletionStage<T> stage) {
    return StageSpan.follow(this, Objects.requireNonNull(stage, "stage"));
  }

  /** Runs this with the span current. What it throws ends the span. */
  public <R> R begin(Supplier<? extends R> code) {
    Objects.requireNonNull(code, "code");
    CapturedContext captured = Propagation.fixed(context).capture();
    try {
      return Objects.requireNonNull(captured.call(code::get), "the operation returned null");
    } catch (Throwable t) {
      end(t);
      throw t;
    }
  }

  @Override
  public String toString() {
    return "TracedOperation[" + span.getSpanContext() + "]";
  }
}
