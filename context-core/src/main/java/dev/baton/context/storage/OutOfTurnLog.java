package dev.baton.context.storage;

import java.lang.StackWalker.StackFrame;

/**
 * Says where scopes are closed out of turn, to those who ask: at the level at which OpenTelemetry's
 * own storage logs it, with the place, once for each class that does it. Costs the question whether
 * anybody asks.
 */
final class OutOfTurnLog {
  private static final ClassesTold TOLD = new ClassesTold();

  private OutOfTurnLog() {}

  static void beneathOthers() {
    log("others that were opened after it are still open; it goes when they have gone");
  }

  static void withOthers() {
    log("others that were opened after it were still open, and have gone with it");
  }

  static void onAnotherThread() {
    log("another thread has opened it; it goes when that one looks next");
  }

  /** Called when the slot is as it will be: a log may read the context. */
  private static void log(String what) {
    try {
      if (Log.isDebugOn()) {
        StackFrame place = place();
        if (TOLD.isFirst(place.getDeclaringClass())) {
          Log.debug(
              Place.of(place.getDeclaringClass(), place.getMethodName()),
              "A scope was closed out of turn at "
                  + place
                  + ": "
                  + what
                  + ". Logged once for each class.",
              new Throwable("closed here"));
        }
      }
    } catch (Throwable ignored) {
      // no stack: nothing to say, and nothing that may fail the code that closes
    }
  }

  /** The code that closes, below us, OpenTelemetry and whoever else passes it on to us. */
  private static StackFrame place() {
    return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
        .walk(
            frames ->
                frames
                    .filter(frame -> !isOurs(frame.getDeclaringClass()))
                    .findFirst()
                    .orElseThrow());
  }

  private static boolean isOurs(Class<?> type) {
    return Place.isOfStorage(type.getName())
        || type.getName().startsWith("io.opentelemetry.context.");
  }
}
