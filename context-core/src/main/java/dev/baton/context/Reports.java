package dev.baton.context;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Supplier;

/**
 * What we tell the people who run a program: in the log, once for each class concerned, never by an
 * exception into user code.
 */
final class Reports {
  private static final Logger LOGGER = System.getLogger("dev.baton.context");

  /** Beyond this many classes nothing more is reported: somebody makes them up as he goes. */
  static final int MOST_CLASSES = 1000;

  private static final Map<Class<?>, Boolean> REPORTED =
      Collections.synchronizedMap(new WeakHashMap<>());

  private Reports() {}

  /** Of a task, or of other code that ran under a context we attached. */
  static void leak(Object task, Object leftOpen) {
    if (first(task.getClass())) {
      log(
          Level.WARNING,
          () ->
              "A task of "
                  + task.getClass().getName()
                  + " ended with a scope still open, for "
                  + leftOpen
                  + ". The thread was put back to what it was before the task. Close each Scope that"
                  + " makeCurrent() returns, with try-with-resources. Reported once for each task"
                  + " class.",
          null);
    }
  }

  static void deepNesting(int scopes) {
    if (first(SlotStorage.class)) {
      log(
          Level.WARNING,
          () ->
              scopes
                  + " scopes on "
                  + Thread.currentThread()
                  + " are still open, or were not closed in their order. Most likely makeCurrent()"
                  + " is called in a loop and its Scope is not closed. Reported once.",
          new Throwable("one such call"));
    }
  }

  static void userCodeFailed(Object accessorOrListener, String doing, Throwable failure) {
    if (first(accessorOrListener.getClass())) {
      log(
          Level.WARNING,
          () ->
              accessorOrListener.getClass().getName()
                  + " failed in "
                  + doing
                  + "; the task goes on without it. Reported once for each class.",
          failure);
    }
  }

  static void storageNotInstalled(String why) {
    log(Level.WARNING, () -> "Baton's context storage is not in use. " + why, null);
  }

  static void moduleFailed(String name, Throwable failure) {
    log(Level.WARNING, () -> "Baton: " + name + " failed", failure);
  }

  private static boolean first(Class<?> type) {
    return REPORTED.size() < MOST_CLASSES && REPORTED.putIfAbsent(type, true) == null;
  }

  private static void log(
      Level level, Supplier<String> message, @org.jspecify.annotations.Nullable Throwable t) {
    try {
      LOGGER.log(level, message.get(), t);
    } catch (Throwable ignored) {
      // a logger that fails, or a context that cannot be printed, must not fail the task that is
      // being reported
    }
  }
}
