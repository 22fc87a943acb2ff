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
    CONTEXTS.putIfAbsent(failure, context);
  }

  /** The context of what failed so, asked once. */
  static @Nullable Context take(Throwable reported) {
    Context context = CONTEXTS.remove(reported);
    Throwable cause = reported.getCause();
    return context == null && cause != null ? CONTEXTS.remove(cause) : context;
  }
}
