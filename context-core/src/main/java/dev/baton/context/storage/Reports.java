package dev.baton.context.storage;

import org.jspecify.annotations.Nullable;

/**
 * What we tell the people who run a program: in the log, once for each class concerned, never by an
 * exception into user code. Names classes and counts, never what is in a context.
 */
public final class Reports {
  private static final ClassesTold REPORTED = new ClassesTold();

  private Reports() {}

  /** Of a task, or of other code that ran under a context of ours. */
  static void leak(Object target, io.opentelemetry.context.Context leftOpen) {
    LeakObserver observer = target instanceof LeakObserver o ? o : null;
    Object code = observer == null ? target : observer.code();
    Class<?> type = code.getClass();
    if (REPORTED.isFirst(type)) {
      Log.warn(
          Place.in(type),
          "A task of "
              + type.getName()
              + " ended with a scope still open. The thread was put back to what it was before the"
              + " task. Close each Scope that makeCurrent() returns, with try-with-resources."
              + " Reported once for each task class.",
          null);
    }
    WatchingStorage watching = Storage.watching();
    if (watching != null) {
      watching.leaked(code, leftOpen);
    }
    if (observer != null) {
      observer.leaked(leftOpen);
    }
  }

  static void deepNesting(int scopes) {
    if (REPORTED.isFirst(SlotStorage.class)) {
      Log.warn(
          Place.ofCaller(),
          scopes
              + " scopes on thread "
              + Thread.currentThread().getName()
              + " are still open, or were not closed in their order. Most likely makeCurrent() is"
              + " called in a loop and its Scope is not closed. Reported once.",
          new Throwable("one such call"));
    }
  }

  /** Of a carried thread-local or a listener. */
  public static void userCodeFailed(Object carriedOrListener, String doing, Throwable failure) {
    if (REPORTED.isFirst(carriedOrListener.getClass())) {
      Log.warn(
          Place.of(carriedOrListener.getClass(), doing),
          carriedOrListener.getClass().getName()
              + " failed in "
              + doing
              + "; the task goes on without it. Reported once for each class.",
          failure);
    }
  }

  /** Something that the audit has found in the user's code. */
  public static void found(StackTraceElement place, String message) {
    Log.warn(new Place(place.getClassName(), place.getMethodName()), message, null);
  }

  /** The audit itself failed. */
  public static void auditFailed(Throwable failure) {
    if (REPORTED.isFirst(WatchingStorage.class)) {
      Log.warn(Place.ofCaller(), "The audit failed. It goes on. Reported once.", failure);
    }
  }

  static void storageNotInstalled(String why) {
    Log.warn(Place.ofCaller(), "Baton's context storage is not in use. " + why, null);
  }

  /** Of something that was to be installed or uninstalled. */
  public static void ofInstallation(String what, @Nullable Throwable failure) {
    Log.warn(Place.ofCaller(), "Baton: " + what, failure);
  }

  /** The class as the source has it, without what the JDK adds to the name of a lambda's. */
  public static String codeOf(Class<?> type) {
    String name = type.getName();
    int lambda = name.indexOf("$$Lambda");
    return lambda < 0 ? name : name.substring(0, lambda);
  }

  /** A text for a failure, whatever its own methods do. */
  public static String describe(Throwable failure) {
    try {
      return String.valueOf(failure);
    } catch (Throwable unprintable) {
      return failure.getClass().getName();
    }
  }

  /** Reports where the calling thread must not wait for a log. */
  static void inBackground(Runnable report) {
    try {
      Thread thread = new Thread(null, report, "baton-report", 0, false);
      thread.setDaemon(true);
      thread.start();
    } catch (Throwable noThread) {
      // then nobody hears of it
    }
  }
}
