package dev.baton.context.audit;

import java.time.Instant;
import java.util.List;

/**
 * One place in the user's code where a context was lost, or where a wrong one was found.
 *
 * @param kind what has gone wrong
 * @param steps how it came to that, as far as it is known, in their order: where the task was
 *     submitted, say, and then where the context was read. The last is the place itself. Never
 *     empty
 * @param count how often
 * @param exact whether each time was counted; otherwise the count is an estimate from samples
 * @param threads the names of the threads on which it happened: the first ten
 * @param first when it happened first
 * @param last when it happened last
 * @param explanation what it means, in one or two sentences
 * @param remedy what to do about it, in sentences. Here and in the explanation, code is between
 *     backticks, or on lines of its own that are indented by four spaces
 */
public record Finding(
    Kind kind,
    List<Step> steps,
    long count,
    boolean exact,
    List<String> threads,
    Instant first,
    Instant last,
    String explanation,
    String remedy) {

  /** What can go wrong; what hurts most comes first. */
  public enum Kind {
    /** A task found a context that another one had left on its thread. */
    POLLUTED_THREAD("polluted thread"),
    /** The current span had ended: whatever is traced there gets the wrong parent. */
    ENDED_SPAN("ended span"),
    /** A stage of a raw future ran with the context of whoever completed the future. */
    LOST_IN_FUTURE("lost in a raw future"),
    /** The current context was read where none had been set since the task of the thread began. */
    UNSET_READ("unset read"),
    /** A scope was opened and not closed. */
    LEAKED_SCOPE("leaked scope");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** In words. */
    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * Something that happened on the way.
   *
   * @param what in a word or two: "submitted", "opened", "read"
   * @param place the line of the user's code; if there is none on the stack, of whoever else did it
   * @param thread the name of the thread
   * @param stack the whole stack, the innermost call first
   * @param code those frames of it that are the user's own, as far as the task goes that ran
   */
  public record Step(
      String what,
      StackTraceElement place,
      String thread,
      List<StackTraceElement> stack,
      List<StackTraceElement> code) {
    /** Copies the lists. */
    public Step {
      stack = List.copyOf(stack);
      code = List.copyOf(code);
    }

    @Override
    public String toString() {
      return what + " at " + place + " on " + thread;
    }
  }

  /** Copies the lists. */
  public Finding {
    steps = List.copyOf(steps);
    threads = List.copyOf(threads);
  }

  /**
   * The line that this is about: of a scope, where it was opened; else where the task begins that
   * has read, as far as that is the user's code. If none of the user's has read, the last line of
   * the user's before that.
   */
  public StackTraceElement place() {
    if (kind == Kind.LEAKED_SCOPE) {
      return steps.getLast().place();
    }
    for (Step step : steps.reversed()) {
      if (!step.code().isEmpty()) {
        return step == steps.getLast() ? step.code().getLast() : step.place();
      }
    }
    return steps.getLast().place();
  }

  /** One line: the kind, the place and the count. */
  @Override
  public String toString() {
    return kind + " at " + place() + " (" + (exact ? "" : "about ") + count + ")";
  }
}
