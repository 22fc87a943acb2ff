package dev.baton.context.audit;

import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The calls that have led to a place, the innermost first, without those of the audit's own; {@link
 * Stacks} takes them. Keeps no class alive.
 */
final class Stack {
  /** So many of the user's frames make a place: a recursion is not a new one at each depth. */
  private static final int MOST_OF_PLACE = 32;

  private final StackTraceElement[] calls;
  private final int[] instructions; // by each call, which of its method's
  private final boolean[] isCode; // whether a call is the user's
  private final int depth; // of the innermost task
  private final Crossing crossing;
  private final long key;
  private final long keyOfTask;
  private final boolean isKept;

  Stack(StackFrame[] frames, boolean isKept) {
    this.isKept = isKept;
    calls = new StackTraceElement[frames.length];
    instructions = new int[frames.length];
    isCode = new boolean[frames.length];
    for (int i = 0; i < frames.length; i++) {
      calls[i] = frames[i].toStackTraceElement();
      instructions[i] = frames[i].getByteCodeIndex();
      isCode[i] = FrameKind.of(calls[i].getClassName()) == FrameKind.CODE;
    }
    depth = depthOfTask();
    crossing = findCrossing();
    key = hashOfCode();
    keyOfTask = hashOfTask();
  }

  /** Whether it is one of those that are kept: it may be held as often as one likes. */
  boolean isKept() {
    return isKept;
  }

  /** Whether it is Baton itself that reads, attaches and so on, on somebody's behalf. */
  boolean isBatons() {
    return calls.length > 0 && FrameKind.of(calls[0].getClassName()) == FrameKind.BATON;
  }

  /** How the innermost task on the stack has come to its thread. */
  Crossing crossing() {
    return crossing;
  }

  private int depthOfTask() {
    int i = 0;
    while (i < calls.length && crossingAt(i) == null) {
      i++;
    }
    return i;
  }

  private @Nullable Crossing crossingAt(int i) {
    return Crossing.at(calls[i].getClassName(), calls[i].getMethodName());
  }

  private Crossing findCrossing() {
    Crossing found = depth == calls.length ? null : crossingAt(depth);
    if (found == null || !found.loses()) {
      return found == null ? Crossing.NONE : found;
    }
    Crossing carrier = carrier();
    if (carrier != null) {
      return carrier;
    }
    for (int i = 0; i < depth; i++) { // what the thread feeds
      String type = calls[i].getClassName();
      if (type.startsWith("io.reactivex.")) {
        return Crossing.RX;
      }
      if (type.startsWith("reactor.core.")) {
        return Crossing.REACTOR;
      }
    }
    return found;
  }

  /**
   * What carries the innermost task, if the JDK or a library has handed it to a wrapped executor: a
   * future's own task, say. Not what runs inside another one, of the user's or of a future's, whose
   * context is not its own; nor what carries the worker of a pool, which is no task's.
   */
  private @Nullable Crossing carrier() {
    for (int i = depth; i < calls.length; i++) {
      Crossing found = crossingAt(i);
      if (found != null && found.carries()) {
        return found;
      }
      if ((found != null && found.runsTasks())
          || isCode[i]
          || Crossing.completes(calls[i].getClassName(), calls[i].getMethodName())) {
        return null;
      }
    }
    return null;
  }

  /** The same for the same calls of the user's code, whatever libraries are between them. */
  long key() {
    return key;
  }

  private long hashOfCode() {
    long hash = 0;
    int some = 0;
    for (int i = 0; i < calls.length && some < MOST_OF_PLACE; i++) {
      if (isCode[i]) {
        hash = (hash * 31 + hashOfMethod(i)) * 31 + instructions[i];
        some++;
      }
    }
    return some > 0 || calls.length == 0 ? hash : hashOfMethod(firstOfLibrary());
  }

  /** The same wherever the task has got to: for where it begins, in the user's code. */
  long keyOfTask() {
    return keyOfTask;
  }

  private long hashOfTask() {
    for (int i = depth - 1; i >= 0; i--) {
      if (isCode[i]) {
        return hashOfMethod(i);
      }
    }
    return key;
  }

  private long hashOfMethod(int i) {
    return calls[i].getClassName().hashCode() * 31L + calls[i].getMethodName().hashCode();
  }

  /** Whether any of it is the user's. */
  boolean hasCode() {
    return hasCode(calls.length);
  }

  /** Whether any of it is the user's, as far as the innermost task goes. */
  boolean hasCodeOfTask() {
    return hasCode(depth);
  }

  private boolean hasCode(int end) {
    for (int i = 0; i < end; i++) {
      if (isCode[i]) {
        return true;
      }
    }
    return false;
  }

  List<StackTraceElement> calls() {
    return Arrays.asList(calls);
  }

  /**
   * Whether the task of an earlier stack of the same thread is over: both have come from the same
   * call of a loop that runs tasks, but to another method.
   */
  boolean isOfLaterTaskThan(Stack earlier) {
    int same = commonCalls(earlier);
    int mine = calls.length - 1 - same;
    int its = earlier.calls.length - 1 - same;
    return same > 0
        && mine >= 0
        && its >= 0
        && runsTasks(calls[mine + 1])
        && !isSameMethod(mine, earlier, its);
  }

  /**
   * Whether this has come from the same call as an earlier stack of the same thread, but to another
   * method, or to an earlier line of the same one: something has begun anew. That may be a task, or
   * as well the next round of a loop.
   */
  boolean isAnewAfter(Stack earlier) {
    int same = commonCalls(earlier);
    int mine = calls.length - 1 - same;
    int its = earlier.calls.length - 1 - same;
    return same > 0
        && mine >= 0
        && its >= 0
        && (!isSameMethod(mine, earlier, its) || instructions[mine] < earlier.instructions[its]);
  }

  /** How many of the outermost calls are the same. */
  private int commonCalls(Stack other) {
    int most = Math.min(calls.length, other.calls.length);
    int same = 0;
    while (same < most
        && isSameCall(calls.length - 1 - same, other, other.calls.length - 1 - same)) {
      same++;
    }
    return same;
  }

  /** Whether this is the same as an earlier one: what was there has returned, or it is a loop. */
  boolean isSameAs(Stack earlier) {
    if (this == earlier) {
      return true;
    }
    if (calls.length != earlier.calls.length) {
      return false;
    }
    for (int i = 0; i < calls.length; i++) {
      if (!isSameCall(i, earlier, i)) {
        return false;
      }
    }
    return true;
  }

  private boolean isSameCall(int i, Stack other, int j) {
    return instructions[i] == other.instructions[j] && isSameMethod(i, other, j);
  }

  private boolean isSameMethod(int i, Stack other, int j) {
    return calls[i].getMethodName().equals(other.calls[j].getMethodName())
        && calls[i].getClassName().equals(other.calls[j].getClassName());
  }

  /**
   * Not a user's own loop, nor a future: what these run one after the other may belong together.
   */
  private static boolean runsTasks(StackTraceElement call) {
    String type = call.getClassName();
    if (type.startsWith("java.")) {
      return (type.startsWith("java.util.concurrent.")
              && !type.startsWith("java.util.concurrent.CompletableFuture"))
          || type.equals("java.util.TimerThread")
          || type.equals("java.lang.Thread")
          || type.equals("java.lang.VirtualThread");
    }
    return FrameKind.of(type) == FrameKind.LIBRARY && call.getMethodName().startsWith("run");
  }

  /** Whether the task of this stack is not on the one that its thread has now. */
  boolean hasLeft(StackTraceElement[] now) {
    for (int i = depth - 1; i >= 0; i--) {
      StackTraceElement call = calls[i];
      if (isCode[i]) {
        return Arrays.stream(now)
            .noneMatch(
                other ->
                    other.getMethodName().equals(call.getMethodName())
                        && other.getClassName().equals(call.getClassName()));
      }
    }
    return false;
  }

  Finding.Step step(String what, String thread) {
    List<StackTraceElement> code = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      if (isCode[i]) {
        code.add(calls[i]);
      }
    }
    for (int i = depth; i < calls.length && code.isEmpty(); i++) {
      if (isCode[i]) {
        code.add(calls[i]); // who has called what the task is
      }
    }
    StackTraceElement place =
        !code.isEmpty()
            ? code.getFirst()
            : calls.length == 0
                ? new StackTraceElement("?", "?", null, -1)
                : calls[firstOfLibrary()];
    return new Finding.Step(what, place, thread, calls(), code);
  }

  /** The innermost frame of a library's, or if there is none, the innermost of all. */
  private int firstOfLibrary() {
    for (int i = 0; i < calls.length; i++) {
      if (FrameKind.of(calls[i].getClassName()) == FrameKind.LIBRARY) {
        return i;
      }
    }
    return 0;
  }
}
