package dev.baton.context.storage;

import java.lang.StackWalker.StackFrame;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The place in user code that a report is about: in a log it stands where a logger would put the
 * code that calls it, which is always ours and tells nobody anything.
 */
record Place(@Nullable String type, @Nullable String method) {
  private static final Place UNKNOWN = new Place(null, null);

  /** Where users call us, and what may be between that and a report. */
  private static final Set<String> OURS =
      Set.of(
          "dev.baton.context.Baton",
          "dev.baton.context.Installation",
          "dev.baton.rx.RxContextHooks");

  /** A class, without what the JDK adds to the name of a lambda's; the method is not known. */
  static Place in(Class<?> type) {
    return new Place(Reports.codeOf(type), null);
  }

  static Place of(Class<?> type, String method) {
    return new Place(Reports.codeOf(type), method);
  }

  /** The code that has called us on this thread. */
  static Place ofCaller() {
    try {
      return StackWalker.getInstance()
          .walk(
              frames ->
                  frames
                      .dropWhile(Place::isOurs)
                      .findFirst()
                      .filter(frame -> !frame.getClassName().startsWith("java."))
                      .map(frame -> new Place(frame.getClassName(), frame.getMethodName()))
                      .orElse(UNKNOWN));
    } catch (Throwable noStack) {
      return UNKNOWN;
    }
  }

  /** Whether a class is of the storage, or of what the audit puts on top of it. */
  static boolean isOfStorage(String type) {
    return type.startsWith("dev.baton.context.storage.")
        || type.startsWith("dev.baton.context.audit.");
  }

  private static boolean isOurs(StackFrame frame) {
    String name = frame.getClassName();
    int nested = name.indexOf('$');
    String outermost = nested < 0 ? name : name.substring(0, nested);
    return isOfStorage(outermost)
        || outermost.startsWith("io.opentelemetry.")
        || outermost.startsWith("java.util.")
        || OURS.contains(outermost);
  }
}
