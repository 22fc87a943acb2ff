package dev.baton.context.audit;

import java.lang.StackWalker.StackFrame;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Takes the stack of the calling thread. Those of the same calls are mostly one object. */
final class Stacks {
  /** What is further out tells nothing new. */
  private static final int MOST_FRAMES = 512;

  /** So many are kept, to be used again. */
  private static final int MOST_KNOWN = 2000;

  private static final StackWalker WALKER = StackWalker.getInstance();
  private static final ConcurrentHashMap<Long, Stack> KNOWN = new ConcurrentHashMap<>();

  private Stacks() {}

  /** From the user's call on. */
  static Stack here() {
    return without(Stacks::isOurs);
  }

  /** From the call on of whoever has called Baton. */
  static Stack ofCaller() {
    return without(frame -> isOurs(frame) || FrameKind.of(frame.getClassName()) == FrameKind.BATON);
  }

  /** Forgets those that are kept. */
  static void forget() {
    KNOWN.clear();
  }

  private static Stack without(Predicate<StackFrame> top) {
    StackFrame[] all = WALKER.walk(frames -> frames.limit(MOST_FRAMES).toArray(StackFrame[]::new));
    int first = 0;
    while (first < all.length && (top.test(all[first]) || isOfStorage(all, first))) {
      first++;
    }
    StackFrame[] frames = Arrays.copyOfRange(all, first, all.length);
    long hash = hash(frames);
    Stack known = KNOWN.get(hash);
    if (known == null) {
      boolean isKept = KNOWN.size() < MOST_KNOWN;
      known = new Stack(frames, isKept);
      if (isKept) {
        KNOWN.put(hash, known);
      }
    }
    return known;
  }

  private static long hash(StackFrame[] frames) {
    long hash = 0;
    for (StackFrame frame : frames) {
      hash = hash * 31 + frame.getClassName().hashCode();
      hash = hash * 31 + frame.getMethodName().hashCode();
      hash = hash * 31 + frame.getByteCodeIndex();
    }
    return hash;
  }

  /** What is between the user's call and us. */
  private static boolean isOurs(StackFrame frame) {
    String type = frame.getClassName();
    return type.startsWith("dev.baton.context.audit.") || type.startsWith("io.opentelemetry.");
  }

  /** Whether it is a wrapper that somebody has put around the storage, whom OpenTelemetry calls. */
  private static boolean isOfStorage(StackFrame[] all, int i) {
    String method = all[i].getMethodName();
    return (method.equals("current") || method.equals("attach"))
        && i + 1 < all.length
        && (isOurs(all[i + 1]) || isOfStorage(all, i + 1));
  }
}
