package dev.baton.context.audit;

import dev.baton.context.audit.Finding.Kind;
import dev.baton.context.audit.Findings.Account;
import java.time.Instant;
import java.util.List;

/** Something that was found while tests ran, at one place. */
final class Found {
  private final Findings.Key key;
  private final Account account;
  private final String thread;
  final Origin origin;
  int count = 1; // guarded by what it is kept in

  Found(Findings.Key key, Account account, String thread, Origin origin) {
    this.key = key;
    this.account = account;
    this.thread = thread;
    this.origin = origin;
  }

  Found plus(Found more) {
    count += more.count;
    return this;
  }

  Findings.Key key() {
    return key;
  }

  /**
   * The stacks that tell whose it is: of a thread that one test has left in disorder for another,
   * only the first, on which that was done.
   */
  List<Finding.Step> evidence() {
    return key.kind() == Kind.POLLUTED_THREAD ? account.steps().subList(0, 1) : account.steps();
  }

  /** Whether the thread runs nothing but what it was started for. */
  boolean isOfLoneThread() {
    for (StackTraceElement frame : account.steps().getFirst().stack()) {
      Crossing crossing = Crossing.at(frame.getClassName(), frame.getMethodName());
      if (crossing != null) {
        return crossing == Crossing.THREAD || crossing == Crossing.VIRTUAL_THREAD;
      }
    }
    return false;
  }

  /** Whether it is a read that was declared to find nothing. */
  boolean isExpected(Expected expected) {
    return key.kind() != Kind.LEAKED_SCOPE
        && key.kind() != Kind.POLLUTED_THREAD
        && expected.isExpected(account.steps().getLast().stack(), thread);
  }

  Finding toFinding() {
    Instant now = Instant.now();
    return new Finding(
        key.kind(),
        account.steps(),
        count,
        true,
        List.of(thread),
        now,
        now,
        account.explanation(),
        account.remedy());
  }
}
