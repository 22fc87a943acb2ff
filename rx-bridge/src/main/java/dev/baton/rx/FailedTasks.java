package dev.baton.rx;

import io.opentelemetry.context.Context;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The contexts of tasks that failed, for the handler to which RxJava reports the failure later,
 * once or twice. Keys are weak, since nobody says which report is the last one.
 */
final class FailedTasks {
  private static final Map<Throwable, Context> CONTEXTS =
      Collections.synchronizedMap(new WeakHashMap<>());

  private FailedTasks() {}

  static void remember(Throwable failure, Context context) {
    CONTEXTS.put(failure, context); // it may have been thrown before, by another task
  }

  /** The context of the task that failed with this, if it is known. */
  static @Nullable Context contextOf(Throwable reported) {
    Context context = CONTEXTS.get(reported);
    Throwable cause = reported.getCause();
    return context == null && cause != null ? CONTEXTS.get(cause) : context;
  }
}
