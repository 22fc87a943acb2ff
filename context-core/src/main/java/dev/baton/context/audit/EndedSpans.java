package dev.baton.context.audit;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * Whether the span of a context has ended, as far as OpenTelemetry's API tells: it records nothing
 * any more, though it was sampled, and in this process. Without the API, no context has one.
 */
final class EndedSpans {
  private static final boolean HAS_API = hasApi();

  private EndedSpans() {}

  static boolean isEnded(Context context) {
    return HAS_API && OfApi.isEnded(context);
  }

  private static boolean hasApi() {
    try {
      Class.forName("io.opentelemetry.api.trace.Span", false, EndedSpans.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError absent) {
      return false;
    }
  }

  /** Loaded only if the API is there. */
  private static final class OfApi {
    static boolean isEnded(Context context) {
      @Nullable Span span = Span.fromContextOrNull(context);
      if (span == null || span.isRecording()) {
        return false;
      }
      SpanContext its = span.getSpanContext();
      // one that only hands a parent on, which nobody can end, records nothing from the start
      return its.isValid()
          && its.isSampled()
          && !its.isRemote()
          && !span.getClass().getName().equals("io.opentelemetry.api.trace.PropagatedSpan");
    }
  }
}
