package dev.baton.context.storage;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/** The classes of which something has been said, which is said once for each; keeps none alive. */
final class ClassesTold {
  /** Beyond this many nothing more is said: something makes them up as it goes. */
  private static final int MOST = 1000;

  private final Map<Class<?>, Boolean> told = Collections.synchronizedMap(new WeakHashMap<>());

  /** Whether nothing has been said of this one. From now on, something has. */
  boolean isFirst(Class<?> type) {
    return told.size() < MOST && told.putIfAbsent(type, true) == null;
  }
}
