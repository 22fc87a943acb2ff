package dev.baton.races;

import io.opentelemetry.context.Scope;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLLL_Result;

/** Another thread closes the inner of two scopes while their owner reads. */
@Outcome(
    id = "(B, B|B, A|A, A), A, root",
    expect = Expect.ACCEPTABLE,
    desc = "Seen or not yet; and seen by whoever knows of it.")
@Outcome(
    id = ".*, B, .*",
    expect = Expect.FORBIDDEN,
    desc =
        "A read is never stale: a scope that another thread has closed is gone at the next read.")
@Outcome(id = "A, B, .*", expect = Expect.FORBIDDEN, desc = "What has gone does not come back.")
@Outcome(
    id = ".*",
    expect = Expect.FORBIDDEN,
    desc = "A close takes off its own scope and no other.")
@SuppressWarnings("MustBeClosedChecker") // closed by two threads
abstract class ForeignCloseAgainstRead extends Race {
  private volatile Scope shared;

  final void owner(LLLL_Result r) {
    Scope a = A.makeCurrent();
    shared = B.makeCurrent();
    start();
    r.r1 = current();
    r.r2 = current();
    meet(2);
    r.r3 = current();
    shared.close();
    a.close();
    r.r4 = current();
  }

  final void other() {
    start();
    shared.close();
    meet(2);
  }

  @JCStressTest
  @State
  public static class OnAnyThread extends ForeignCloseAgainstRead {
    @Actor
    public void actor1(LLLL_Result r) {
      owner(r);
    }

    @Actor
    public void actor2() {
      other();
    }
  }

  @JCStressTest
  @State
  public static class OnOwnThread extends ForeignCloseAgainstRead {
    @Actor
    public void actor1(LLLL_Result r) {
      OwnThread.run(() -> owner(r));
    }

    @Actor
    public void actor2() {
      other();
    }
  }

  @JCStressTest
  @State
  public static class WhenRedeployable extends ForeignCloseAgainstRead {
    static {
      Redeployable.set();
    }

    @Actor
    public void actor1(LLLL_Result r) {
      owner(r);
    }

    @Actor
    public void actor2() {
      other();
    }
  }
}
