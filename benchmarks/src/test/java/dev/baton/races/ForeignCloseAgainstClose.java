package dev.baton.races;

import io.opentelemetry.context.Scope;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Another thread closes the outer of two scopes while their owner closes the inner one. */
@Outcome(
    id = "(A|root), root",
    expect = Expect.ACCEPTABLE,
    desc = "Both are gone, whoever was first.")
@Outcome(
    id = ".*, A",
    expect = Expect.FORBIDDEN,
    desc =
        "A read is never stale: a scope that another thread has closed is gone at the next read.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "What has gone does not come back.")
@SuppressWarnings("MustBeClosedChecker") // closed by two threads
abstract class ForeignCloseAgainstClose extends Race {
  private volatile Scope shared;

  final void owner(LL_Result r) {
    shared = A.makeCurrent();
    Scope b = B.makeCurrent();
    start();
    b.close();
    r.r1 = current();
    meet(2);
    r.r2 = current();
    shared.close();
  }

  final void other() {
    start();
    shared.close();
    meet(2);
  }

  @JCStressTest
  @State
  public static class OnAnyThread extends ForeignCloseAgainstClose {
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
  public static class OnOwnThread extends ForeignCloseAgainstClose {
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
  public static class WhenRedeployable extends ForeignCloseAgainstClose {
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
