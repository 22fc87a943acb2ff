package dev.baton.races;

import dev.baton.context.Propagation;
import io.opentelemetry.context.Scope;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** Another thread closes a scope while its owner starts to run a task, and runs it. */
@Outcome(
    id = "B, (A|root), root",
    expect = Expect.ACCEPTABLE,
    desc = "The task has its context; the thread, afterwards, what is still open.")
@Outcome(
    id = "B, .*, (A|B)",
    expect = Expect.FORBIDDEN,
    desc = "A closed scope's context does not come back when a task ends.")
@Outcome(
    id = ".*",
    expect = Expect.FORBIDDEN,
    desc = "A task runs under the context that it was given.")
@SuppressWarnings("MustBeClosedChecker") // closed by two threads
abstract class ForeignCloseAgainstStartOfTask extends Race {
  private volatile Scope submitters;
  private volatile String seen;

  final void owner(LLL_Result r) {
    submitters = A.makeCurrent();
    Runnable task = Propagation.fixed(B).wrap(this::task);
    start();
    task.run();
    r.r1 = seen;
    r.r2 = current();
    meet(2);
    r.r3 = current();
    submitters.close();
  }

  private void task() {
    seen = current();
  }

  final void other() {
    start();
    submitters.close();
    meet(2);
  }

  @JCStressTest
  @State
  public static class OnAnyThread extends ForeignCloseAgainstStartOfTask {
    @Actor
    public void actor1(LLL_Result r) {
      owner(r);
    }

    @Actor
    public void actor2() {
      other();
    }
  }

  @JCStressTest
  @State
  public static class OnOwnThread extends ForeignCloseAgainstStartOfTask {
    @Actor
    public void actor1(LLL_Result r) {
      OwnThread.run(() -> owner(r));
    }

    @Actor
    public void actor2() {
      other();
    }
  }

  @JCStressTest
  @State
  public static class WhenRedeployable extends ForeignCloseAgainstStartOfTask {
    static {
      Redeployable.set();
    }

    @Actor
    public void actor1(LLL_Result r) {
      owner(r);
    }

    @Actor
    public void actor2() {
      other();
    }
  }
}
