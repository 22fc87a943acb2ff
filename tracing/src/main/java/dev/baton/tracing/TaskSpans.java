package dev.baton.tracing;

import static io.opentelemetry.api.common.AttributeKey.doubleKey;

import dev.baton.context.TaskListener;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Makes a span of each task, from its submission to its end, which is current while it runs. One
 * that runs again has another one for that run.
 */
final class TaskSpans implements TaskListener {
  private static final AttributeKey<Double> WAIT = doubleKey("baton.task.wait.duration");

  /** A deque of {@link Run}s, the innermost first; only while there are some. */
  private static final ThreadLocal<Deque<Object>> RUNS = new ThreadLocal<>();

  private final Connection connection;
  private final SpanNaming naming;
  private final Attributes attributes;

  TaskSpans(Connection connection, SpanNaming naming, Attributes attributes) {
    this.connection = connection;
    this.naming = naming;
    this.attributes = attributes;
  }

  /** Made when the task was submitted. */
  private static final class Submission {
    final String name;
    final long time = System.nanoTime();
    final AtomicReference<@Nullable Span> first;

    Submission(String name, Span first) {
      this.name = name;
      this.first = new AtomicReference<>(first);
    }
  }

  /** Of a task; what this could not begin is not on the stack, and is not ended either. */
  private record Run(Submission submission, Span span, Context context, Scope scope) {}

  @Override
  public @Nullable Object submitted(Object task, Context context) {
    String name = naming.of(task);
    if (name == null) {
      return null;
    }
    Span span = start(name, context);
    return span == null ? null : new Submission(name, span);
  }

  private @Nullable Span start(String name, Context parent) {
    OpenTelemetry openTelemetry = connection.openTelemetry();
    return openTelemetry == null
        ? null
        : openTelemetry
            .getTracer(Connection.SCOPE)
            .spanBuilder(name)
            .setParent(parent)
            .setAllAttributes(attributes)
            .startSpan();
  }

  @Override
  @SuppressWarnings("MustBeClosedChecker") // in ended
  public void started(Object task, Context context, @Nullable Object state) {
    if (state == null) {
      return;
    }
    Submission submission = (Submission) state;
    Span span = submission.first.getAndSet(null);
    if (span != null) {
      span.setAttribute(WAIT, (System.nanoTime() - submission.time) / 1e9);
    } else {
      span = Objects.requireNonNullElseGet(start(submission.name, context), Span::getInvalid);
    }
    Deque<Object> runs = RUNS.get();
    if (runs == null) {
      runs = new ArrayDeque<>(2);
      RUNS.set(runs);
    }
    Context inside = context.with(span);
    runs.push(new Run(submission, span, inside, inside.makeCurrent()));
  }

  @Override
  public void ended(
      Object task, Context context, @Nullable Object state, @Nullable Throwable failure) {
    Deque<Object> runs = RUNS.get();
    if (runs == null || !(runs.peek() instanceof Run run) || run.submission != state) {
      return;
    }
    runs.pop();
    if (runs.isEmpty()) {
      RUNS.remove();
    }
    try {
      run.scope.close();
    } finally {
      end(run.span, run.context, failure);
    }
  }

  @Override
  public void rejected(
      Object task, Context context, @Nullable Object state, RejectedExecutionException reason) {
    endUnstarted(context, state, reason);
  }

  @Override
  public void cancelled(Object task, Context context, @Nullable Object state) {
    endUnstarted(context, state, new CancellationException());
  }

  private void endUnstarted(Context context, @Nullable Object state, Throwable reason) {
    Span span = state == null ? null : ((Submission) state).first.getAndSet(null);
    if (span != null) {
      end(span, context.with(span), reason);
    }
  }

  private void end(Span span, Context context, @Nullable Throwable failure) {
    Failures.end(connection, span, context, failure);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TaskSpans spans
        && spans.connection == connection
        && spans.naming.equals(naming)
        && spans.attributes.equals(attributes);
  }

  @Override
  public int hashCode() {
    return Objects.hash(connection, naming, attributes);
  }

  @Override
  public String toString() {
    return "spans of " + attributes.get(TaskMeter.NAME);
  }
}
