package dev.baton.context.audit;

import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The calls that have led to a place, the innermost first, without those of the audit's own. */
final class Stack {
  /** What is further out tells nothing new. */
  private static final int MOST_FRAMES = 512;

  /** So many of the user's frames make a place: a recursion is not a new one at each depth. */
  private static final int MOST_OF_PLACE = 32;

  private static final StackWalker WALKER = StackWalker.getInstance();

  private final StackFrame[] frames;
  private final int depth; // of the innermost task
  private final Crossing crossing;

  private Stack(StackFrame[] frames) {
    this.frames = frames;
    this.depth = depthOfTask(frames);
    this.crossing = crossing(frames, depth);
  }

  /** That of the calling thread. */
  static Stack here() {
    return without(Stack::isOurs);
  }

  /** That of whoever has called Baton. */
  static Stack ofCaller() {
    return without(type -> isOurs(type) || FrameKind.of(type) == FrameKind.BATON);
  }

  private static Stack without(Predicate<String> top) {
    return WALKER.walk(
        all ->
            new Stack(
                all.dropWhile(frame -> top.test(frame.getClassName()))
                    .limit(MOST_FRAMES)
                    .toArray(StackFrame[]::new)));
  }

  /** What is between the user's call and us. */
  private static boolean isOurs(String type) {
    return type.startsWith("dev.baton.context.audit.") || type.startsWith("io.opentelemetry.");
  }

  /** Whether it is Baton itself that reads, attaches and so on, on somebody's behalf. */
  boolean isBatons() {
    return frames.length > 0 && FrameKind.of(frames[0].getClassName()) == FrameKind.BATON;
  }

  /** How the innermost task on the stack has come to its thread. */
  Crossing crossing() {
    return crossing;
  }

  private static int depthOfTask(StackFrame[] frames) {
    int depth = 0;
    while (depth < frames.length && crossing(frames[depth]) == null) {
      depth++;
    }
    return depth;
  }

  private static @Nullable Crossing crossing(StackFrame frame) {
    return Crossing.at(frame.getClassName(), frame.getMethodName());
  }

  private static Crossing crossing(StackFrame[] frames, int depth) {
    Crossing crossing = depth == frames.length ? null : crossing(frames[depth]);
    if (crossing == null || !crossing.loses()) {
      return crossing == null ? Crossing.NONE : crossing;
    }
    for (int i = 0; i < depth; i++) { // what the thread feeds
      String type = frames[i].getClassName();
      if (type.startsWith("io.reactivex.")) {
        return Crossing.RX;
      }
      if (type.startsWith("reactor.core.")) {
        return Crossing.REACTOR;
      }
    }
    return crossing;
  }

  /** The same for the same calls of the user's code, whatever libraries are between them. */
  long key() {
    long key = 0;
    int some = 0;
    for (StackFrame frame : frames) {
      if (isCode(frame)) {
        key = key * 31 + hash(frame);
        if (++some == MOST_OF_PLACE) {
          return key;
        }
      }
    }
    return some > 0 || frames.length == 0 ? key : hash(frames[firstOfLibrary()]);
  }

  /** The same wherever the task has got to: for where it begins, in the user's code. */
  long keyOfTask() {
    for (int i = depth - 1; i >= 0; i--) {
      if (isCode(frames[i])) {
        return frames[i].getClassName().hashCode() * 31L + frames[i].getMethodName().hashCode();
      }
    }
    return key();
  }

  private static boolean isCode(StackFrame frame) {
    return FrameKind.of(frame.getClassName()) == FrameKind.CODE;
  }

  private static long hash(StackFrame frame) {
    return (frame.getClassName().hashCode() * 31L + frame.getMethodName().hashCode()) * 31
        + frame.getByteCodeIndex();
  }

  /** Whether a class on it is in one of these packages, or is one of them. */
  boolean hasFrameIn(List<String> packages) {
    for (StackFrame frame : frames) {
      String type = frame.getClassName();
      for (String name : packages) {
        if (type.startsWith(name)
            && (type.length() == name.length() || ".$".indexOf(type.charAt(name.length())) >= 0)) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Whether what is further in on an earlier stack of the same thread has returned since, so that
   * its task is over: both have come from the same call of a loop that runs tasks, but to another
   * method.
   */
  boolean isOfLaterTaskThan(Stack earlier) {
    int mine = frames.length - 1;
    int its = earlier.frames.length - 1;
    while (mine >= 0 && its >= 0 && isSameCall(frames[mine], earlier.frames[its])) {
      mine--;
      its--;
    }
    boolean isLoop = mine + 1 < frames.length && runsTasks(frames[mine + 1]);
    return isLoop && mine >= 0 && its >= 0 && !isSameMethod(frames[mine], earlier.frames[its]);
  }

  /** Whether this is the same as an earlier one: what was there has returned, or it is a loop. */
  boolean isSameAs(Stack earlier) {
    if (frames.length != earlier.frames.length) {
      return false;
    }
    for (int i = 0; i < frames.length; i++) {
      if (!isSameCall(frames[i], earlier.frames[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSameCall(StackFrame one, StackFrame other) {
    return one.getByteCodeIndex() == other.getByteCodeIndex() && isSameMethod(one, other);
  }

  private static boolean isSameMethod(StackFrame one, StackFrame other) {
    return one.getMethodName().equals(other.getMethodName())
        && one.getClassName().equals(other.getClassName());
  }

  private static boolean runsTasks(StackFrame frame) {
    return FrameKind.of(frame.getClassName()) == FrameKind.JDK
        || frame.getMethodName().startsWith("run");
  }

  Finding.Step step(String what, String thread) {
    List<StackTraceElement> all =
        Arrays.stream(frames).map(StackFrame::toStackTraceElement).toList();
    List<StackTraceElement> code = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      if (isCode(frames[i])) {
        code.add(all.get(i));
      }
    }
    if (code.isEmpty()) { // then who has called what the task is
      Arrays.stream(frames, depth, frames.length)
          .filter(Stack::isCode)
          .limit(1)
          .forEach(frame -> code.add(frame.toStackTraceElement()));
    }
    StackTraceElement place =
        !code.isEmpty()
            ? code.getFirst()
            : all.isEmpty() ? new StackTraceElement("?", "?", null, -1) : all.get(firstOfLibrary());
    return new Finding.Step(what, place, thread, all, code);
  }

  /** The innermost frame of a library's, or if there is none, the innermost of all. */
  private int firstOfLibrary() {
    for (int i = 0; i < frames.length; i++) {
      if (FrameKind.of(frames[i].getClassName()) == FrameKind.LIBRARY) {
        return i;
      }
    }
    return 0;
  }
}
