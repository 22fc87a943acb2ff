package dev.baton.context.audit;

import dev.baton.context.audit.Finding.Kind;
import dev.baton.context.storage.Reports;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Judges what {@link AuditStorage} and {@link TaskAudit} see. Whatever goes wrong in here ends in
 * the log, and the user's call goes on.
 */
final class Auditor {
  /** So many scopes are followed until they are closed or dropped; others only by their thread. */
  private static final int MOST_SCOPES = 10_000;

  /** How far down a thread is searched for a scope that was opened by the same call. */
  private static final int MOST_COMPARED = 16;

  final Findings findings = new Findings();
  final Expected expected = new Expected();
  final LongAdder expectedReads = new LongAdder();
  final Operations operations = new Operations();

  // One purpose does not use up what another one needs.
  final Budget unset = new Budget(500);
  final Budget checks = new Budget(100);
  final Budget opens = new Budget(100);
  final Budget submissions = new Budget(50);
  final Budget losses = new Budget(200);
  final Budget starts = new Budget(100);

  final Set<OpenScope> openScopes = ConcurrentHashMap.newKeySet();
  volatile boolean isOn = true;

  /** A user's code has read, and found nothing. */
  void readNothing(Trail trail) {
    if (!unset.take()) {
      trail.skipped++;
      return;
    }
    long times = 1 + trail.skipped;
    trail.skipped = 0;
    guarded(trail, () -> judgeNothing(trail.task(), times));
  }

  private void judgeNothing(@Nullable Submission task, long times) {
    Stack stack = Stacks.here();
    boolean isWrapped = task != null && task.isUnset && stack.crossing() == Crossing.BATON;
    Crossing lostBy = isWrapped && task != null ? task.crossing : stack.crossing();
    if (stack.isBatons()
        || !lostBy.loses()
        || !stack.hasCodeOfTask() // a framework looks whether there is something; it has lost none
        || isExpected(stack, times)) {
      return;
    }
    AuditEvents.unsetRead(lostBy);
    String thread = nameOfThread();
    if (isWrapped && task != null && task.isStage) {
      lostInFuture(task, stack, times);
      return;
    }
    findings.add(
        Kind.UNSET_READ,
        stack.keyOfTask(),
        times,
        thread,
        () ->
            isWrapped && task != null
                ? Accounts.ofUnsetTask(task, stack.step("read", thread))
                : Accounts.ofUnsetRead(stack.step("read", thread), lostBy));
  }

  private void lostInFuture(Submission task, Stack stack, long times) {
    task.isTold = true;
    String thread = nameOfThread();
    findings.add(
        Kind.LOST_IN_FUTURE,
        stack.keyOfTask(),
        times,
        thread,
        () -> Accounts.ofStage(task, stack.step("read", thread)));
  }

  /** A user's code has read, and found this. */
  void readSomething(Trail trail, Context context) {
    guarded(trail, () -> judge(trail, context));
  }

  private void judge(Trail trail, Context context) {
    Submission task = trail.task();
    OpenScope open = trail.innermost();
    boolean isEnded = EndedSpans.isEnded(context);
    boolean isStage = task != null && task.isStage;
    boolean mayBeLeft = open != null && open.isOf(context);
    if (!isEnded && !isStage && !mayBeLeft) {
      return;
    }
    Stack stack = Stacks.here();
    String thread = nameOfThread();
    Crossing crossing = stack.crossing();
    if (stack.isBatons()) {
      return;
    }
    if (isStage && task != null && crossing == Crossing.BATON) {
      lostInFuture(task, stack, 1);
    } else if (!crossing.carries()) {
      if (mayBeLeft && open != null && open.isLeftTo(stack)) {
        polluted(open, stack);
      } else if (isEnded && crossing == Crossing.INGRESS && !stack.hasCodeOfTask()) {
        opens.add(1000); // a framework's read is nothing to work on: see who leaves it there
      } else if (isEnded && !isExpected(stack, 1)) {
        findings.add(
            Kind.ENDED_SPAN,
            stack.keyOfTask(),
            1,
            thread,
            () -> Accounts.ofEndedSpan(stack.step("read", thread), crossing));
      }
    }
  }

  /** Most virtual threads have none. */
  static String nameOfThread() {
    Thread thread = Thread.currentThread();
    String name = thread.getName();
    return name.isEmpty() ? (thread.isVirtual() ? "(a virtual thread)" : "(no name)") : name;
  }

  private boolean isExpected(Stack stack, long times) {
    boolean isExpected = expected.isExpected(stack.calls(), nameOfThread());
    if (isExpected) {
      expectedReads.add(times);
    }
    return isExpected;
  }

  private void polluted(OpenScope open, Stack stack) {
    String thread = nameOfThread();
    findings.add(
        Kind.POLLUTED_THREAD,
        (stack.hasCodeOfTask() ? stack.keyOfTask() : stack.crossing().name().hashCode()) * 31
            + open.opened.key(),
        1,
        thread,
        () -> Accounts.ofPollution(open, stack.step("read", thread), stack.crossing()));
    leaked(open, "A later task of the same thread has found it open.");
  }

  /** A scope was opened; returns what the user gets. */
  Scope opened(Trail trail, Scope scope, Context context, @Nullable Context before) {
    Scope[] result = {scope};
    guarded(trail, () -> result[0] = follow(trail, scope, context, before));
    return result[0];
  }

  private Scope follow(Trail trail, Scope scope, Context context, @Nullable Context before) {
    Stack stack = Stacks.here();
    if (stack.isBatons() || openScopes.size() >= MOST_SCOPES) {
      return scope;
    }
    int compared = 0;
    for (OpenScope earlier : trail.innermostFirst()) {
      if (++compared > MOST_COMPARED) {
        break;
      }
      if (!earlier.isTold() && !earlier.isClosed() && stack.isSameAs(earlier.opened)) {
        leaked(earlier, "The same call has opened another one since, on the same thread.");
      }
    }
    OpenScope innermost = trail.innermost();
    OpenScope outer =
        innermost != null && before != null && innermost.isOf(before) ? innermost : null;
    OpenScope.Watched watched =
        OpenScope.watch(scope, context, stack, outer, trail.task(), openScopes);
    trail.opened(watched.open());
    return watched;
  }

  /** A scope that will not be closed, or was too late. */
  private void leaked(OpenScope open, String how) {
    if (open.isFirst()) {
      findings.add(
          Kind.LEAKED_SCOPE, open.opened.key(), 1, open.thread, () -> Accounts.ofLeak(open, how));
    }
  }

  /** A task of ours has ended with a scope open; the thread has been put back. */
  void leftOpen(Trail trail, Object code, Context context) {
    guarded(
        trail,
        () -> {
          AuditEvents.repair(code);
          String how = "Its task ended, and the thread was put back.";
          List<OpenScope> left = trail.innermostUpTo(context);
          for (OpenScope open : left) {
            leaked(open, how);
            open.close();
          }
          if (left.isEmpty()) {
            opens.add(1000); // to see where, the next time
            leftOpen(trail.task(), code, how);
          }
        });
  }

  private void leftOpen(@Nullable Submission task, Object code, String how) {
    String name = code.getClass().getName();
    String type = Reports.codeOf(code.getClass());
    String thread = nameOfThread();
    findings.add(
        Kind.LEAKED_SCOPE,
        name.hashCode(),
        1,
        thread,
        () -> Accounts.ofLeak(task, type, thread, how));
  }

  /** A wrapped task begins. */
  void began(Trail trail, Submission task) {
    trail.began(task);
    OpenScope open = trail.innermost();
    if (open != null) {
      guarded(
          trail,
          () -> {
            Stack stack = Stacks.ofCaller();
            if (open.isLeftTo(stack)) {
              leaked(open, "A later task of the same thread has found it open.");
            }
          });
    }
  }

  void ended(Trail trail, Submission task) {
    trail.ended(task);
    if (task.isStage && !task.isTold && task.stack != null && task.stack.hasCode()) {
      task.isTold = true;
      Stack stack = task.stack;
      guarded(
          trail,
          () ->
              findings.add(
                  Kind.LOST_IN_FUTURE,
                  stack.key(),
                  1,
                  nameOfThread(),
                  () -> Accounts.ofStage(task, stack)));
    }
  }

  /** Looks for scopes that nobody can close any more. */
  void collectDropped() {
    for (OpenScope open : openScopes) {
      if (open.isDropped()) {
        leaked(open, "Nothing refers to it any more, so nobody can close it.");
      }
    }
  }

  /** Looks for scopes that are open, though what has opened them is over. */
  void testEnds(TestNode test) {
    guarded(
        AuditStorage.trailOfThread(),
        () -> {
          collectDropped();
          for (OpenScope open : openScopes) {
            if (open.isLeftBy(test)) {
              leaked(open, "It was open when the test had ended.");
            }
          }
        });
  }

  void everyStack() {
    findings.isEverything = true;
    for (Budget budget : List.of(unset, checks, opens, submissions, losses, starts)) {
      budget.set(Budget.ALL);
    }
  }

  void refill() {
    unset.refill();
    checks.refill();
    opens.refill();
    submissions.refill();
    losses.refill();
    starts.refill();
  }

  /** Does something of the audit's own; whatever that reads is not a user's read. */
  void guarded(Trail trail, Runnable work) {
    if (trail.isBusy) {
      return;
    }
    trail.isBusy = true;
    try {
      work.run();
    } catch (Throwable failure) {
      failed(failure);
    } finally {
      trail.isBusy = false;
    }
  }

  static void failed(Throwable failure) {
    try {
      Reports.auditFailed(failure);
    } catch (Throwable nothingLeftToDo) {
      // not even that
    }
  }
}
