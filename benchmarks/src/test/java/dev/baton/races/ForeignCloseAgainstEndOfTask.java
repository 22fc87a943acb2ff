package dev.baton.races;

import dev.baton.context.Propagation;
import io.opentelemetry.context.Scope;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * Another thread closes the scope that a task leaves open, and its submitter's, while the task
 * ends.
 */
@Outcome(
    id = "(A|root), root",
    expect = Expect.ACCEPTABLE,
    desc = "The thread gets back what is still open of what it had.")
@Outcome(
    id = ".*, A",
    expect = Expect.FORBIDDEN,
    desc = "A closed scope's context does not come back when a task ends.")
@Outcome(
    id = ".*",
    expect = Expect.FORBIDDEN,
    desc = "The end of a task restores the thread, whatever the task has left behind.")
@SuppressWarnings("MustBeClosedChecker") // closed by two threads
abstract class ForeignCloseAgainstEndOfTask extends Race {
  private volatile Scope submitters;
  private volatile Scope tasks;

  final void owner(LL_Result r) {
    submitters = A.makeCurrent();
    Propagation.fixed(B).wrap(this::leak).run();
    r.r1 = current();
    meet(2);
    r.r2 = current();
    submitters.close();
  }

  private void leak() {
    tasks = C.makeCurrent();
    start();
  }

  final void other() {
    start();
    submitters.close();
    tasks.close();
    meet(2);
  }

  @JCStressTest
  @State
  public static class OnAnyThread extends ForeignCloseAgainstEndOfTask {
    @Actor
    public void actor1(LL_Result r) {
      owner(r);
    }

    @Actor
    public void actor2() {
      other();
    }
  }

  @JCStressTest
  @State
  public static class OnOwnThread extends ForeignCloseAgainstEndOfTask {
    @Actor
    public void actor1(LL_Result r) {
      OwnThread.run(() -> owner(r));
    }

    @Actor
    public void actor2() {
      other();
    }
  }

  @JCStressTest
  @State
  public static class WhenRedeployable extends ForeignCloseAgainstEndOfTask {
    static {
      Redeployable.set();
    }

    @Actor
    public void actor1(LL_Result r) {
      owner(r);
    }

    @Actor
    public void actor2() {
      other();
    }
  }
}
