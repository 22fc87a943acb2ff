package dev.baton.context.audit;

import dev.baton.context.audit.Finding.Step;
import dev.baton.context.audit.Findings.Account;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said of each kind of finding: how it came to that, what it means, what to do. */
final class Accounts {
  private static final String CLOSE_IT =
      """
      Close the scope where it is opened:

          try (Scope scope = context.makeCurrent()) {
              // ...
          }""";

  private Accounts() {}

  static Account ofUnsetRead(Step read, Crossing lostBy) {
    return new Account(
        List.of(read), "Nothing was current here, in " + lostBy.text() + ".", lostBy.remedy());
  }

  static Account ofUnsetTask(Submission task, Step read) {
    return new Account(
        stepsTo(task, "submitted", read),
        "The task was wrapped, but where it was submitted nothing was current: in "
            + task.crossing.text()
            + ".",
        task.crossing.remedy());
  }

  static Account ofStage(Submission task, Step read) {
    return new Account(
        stepsTo(task, "completed", read),
        "The executor is wrapped, but the future is not: it hands a stage over when the stage is"
            + " due, on the thread that completes it, whose context is not that of who registered"
            + " the stage.",
        Crossing.FUTURE_STAGE.remedy());
  }

  /** Of a stage that has not read anything. */
  static Account ofStage(Submission task, Stack completed) {
    return new Account(
        List.of(completed.step("completed", task.thread)),
        "A stage of this future runs on a wrapped executor, but the future is not wrapped: it hands"
            + " the stage over when that is due, on the thread that completes it.",
        Crossing.FUTURE_STAGE.remedy(),
        task.origin);
  }

  static Account ofEndedSpan(Step read, Crossing crossing) {
    return new Account(
        List.of(read),
        "The span of the context that was current here had ended: whatever is traced here gets it"
            + " as its parent. This is "
            + crossing.text()
            + "; most likely the context is one that was left on the thread.",
        crossing.loses() ? crossing.remedy() : "Close the scope before the span is ended.");
  }

  static Account ofPollution(OpenScope left, Step found, Crossing crossing) {
    return new Account(
        List.of(left.opened.step("opened, and left open", left.thread), found),
        "An earlier task of this thread has left a scope open, whose context every later one"
            + " finds. This is "
            + crossing.text()
            + ".",
        CLOSE_IT,
        left.origin);
  }

  static Account ofLeak(OpenScope left, String how) {
    Step opened = left.opened.step("opened", left.thread);
    return new Account(
        left.task == null ? List.of(opened) : stepsTo(left.task, "submitted", opened),
        "This scope was not closed. " + how,
        CLOSE_IT,
        left.origin);
  }

  /** Of a scope that was not followed: only the class of the task is known. */
  static Account ofLeak(@Nullable Submission task, String type, String thread, String how) {
    StackTraceElement place = new StackTraceElement(type, "<a task>", null, -1);
    Step left = new Step("left open", place, thread, List.of(), List.of());
    return new Account(
        task == null ? List.of(left) : stepsTo(task, "submitted", left),
        "A task of this class has left a scope open. " + how,
        CLOSE_IT,
        task == null ? null : task.origin);
  }

  private static List<Step> stepsTo(Submission task, String what, Step last) {
    return task.stack == null ? List.of(last) : List.of(task.stack.step(what, task.thread), last);
  }
}
