package dev.baton.rx;

import io.opentelemetry.context.Context;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The contexts of tasks that failed, for the handler that RxJava reports them to afterwards, once
 * or twice. Weakly: nobody says when they have been reported for the last time.
 */
final class Failures {
  private static final Map<Throwable, Context> CONTEXTS =
      Collections.synchronizedMap(new WeakHashMap<>());

  private Failures() {}

  static void note(Throwable failure, Context context) {
    CONTEXTS.put(failure, context); // it may have been thrown before, by another task
  }

  /** The context of what failed so. Some schedulers report a failure twice. */
  static @Nullable Context of(Throwable reported) {
    Context context = CONTEXTS.get(reported);
    Throwable cause = reported.getCause();
    return context == null && cause != null ? CONTEXTS.get(cause) : context;
  }
}
