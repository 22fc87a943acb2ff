package dev.baton.tracing;

import static io.opentelemetry.api.common.AttributeKey.stringKey;

import dev.baton.context.storage.Reports;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** What a span says of a failure. */
final class Failures {
  private static final AttributeKey<String> ERROR_TYPE = stringKey("error.type");

  /**
   * As the semantic conventions for exceptions have it: as events of the span, as logs, or both.
   */
  private static final List<String> OPTED_IN =
      Arrays.stream(Settings.text("otel.semconv.exception.signal.opt-in").split(","))
          .map(String::strip)
          .toList();

  private static final boolean AS_LOGS = OPTED_IN.contains("logs") || OPTED_IN.contains("logs/dup");
  private static final boolean AS_EVENTS = !AS_LOGS || OPTED_IN.contains("logs/dup");

  private Failures() {}

  /**
   * Ends a span, with the failure if there is one.
   *
   * @param context has the span
   */
  static void end(Connection connection, Span span, Context context, @Nullable Throwable failure) {
    try {
      if (failure != null) {
        record(connection.openTelemetry(), span, context, failure);
      }
    } finally {
      span.end();
    }
  }

  /**
   * Records it; whatever its own methods do, this throws nothing.
   *
   * @param context has the span
   */
  private static void record(
      @Nullable OpenTelemetry openTelemetry, Span span, Context context, Throwable thrown) {
    Throwable failure = cause(thrown);
    try {
      span.setStatus(StatusCode.ERROR);
      span.setAttribute(ERROR_TYPE, type(failure));
      if (failure instanceof CancellationException) {
        return; // that is all there is to say
      }
      if (AS_EVENTS) {
        span.recordException(failure);
      }
      if (AS_LOGS && openTelemetry != null) {
        openTelemetry
            .getLogsBridge()
            .get(Connection.SCOPE)
            .logRecordBuilder()
            .setContext(context)
            .setSeverity(Severity.ERROR)
            .setException(failure)
            .emit();
      }
    } catch (Throwable t) {
      Reports.userCodeFailed(failure, "getMessage", t);
    }
  }

  /** Of a future's wrappers, what is inside; as far as that goes, for a cause may be its own. */
  private static Throwable cause(Throwable thrown) {
    Throwable failure = thrown;
    for (int i = 0; i < 10 && isWrapper(failure.getClass()); i++) {
      failure = Objects.requireNonNullElse(failure.getCause(), failure);
    }
    return failure;
  }

  private static boolean isWrapper(Class<?> type) {
    return type == CompletionException.class || type == ExecutionException.class;
  }

  /** Each library has a cancellation of its own; a timeout is told from it, if by its name. */
  private static String type(Throwable failure) {
    String name = failure.getClass().getName();
    return failure instanceof CancellationException && !name.contains("Timeout")
        ? CancellationException.class.getName()
        : name;
  }
}
