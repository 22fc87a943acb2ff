package dev.baton.rx;

import io.opentelemetry.context.Context;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The contexts of tasks that failed, until RxJava has reported them. Weakly: where no handler of
 * ours is installed nobody asks.
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
