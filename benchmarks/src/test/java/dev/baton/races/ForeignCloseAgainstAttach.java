package dev.baton.races;

import io.opentelemetry.context.Scope;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** Another thread closes a scope while its owner opens another one inside it. */
@Outcome(
    id = "B, (A|root), root",
    expect = Expect.ACCEPTABLE,
    desc = "What was attached is current until it is closed; then what is still open.")
@Outcome(
    id = "B, .*, A",
    expect = Expect.FORBIDDEN,
    desc =
        "A read is never stale: a scope that another thread has closed is gone at the next read.")
@Outcome(id = "B, .*, B", expect = Expect.FORBIDDEN, desc = "What has gone does not come back.")
@Outcome(
    id = ".*",
    expect = Expect.FORBIDDEN,
    desc = "A close takes off its own scope and no other.")
@SuppressWarnings("MustBeClosedChecker") // closed by two threads
abstract class ForeignCloseAgainstAttach extends Race {
  private volatile Scope shared;

  final void owner(LLL_Result r) {
    shared = A.makeCurrent();
    start();
    Scope b = B.makeCurrent();
    r.r1 = current();
    b.close();
    r.r2 = current();
    meet(2);
    r.r3 = current();
    shared.close();
  }

  final void other() {
    start();
    shared.close();
    meet(2);
  }

  @JCStressTest
  @State
  public static class OnAnyThread extends ForeignCloseAgainstAttach {
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
  public static class OnOwnThread extends ForeignCloseAgainstAttach {
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
  public static class WhenRedeployable extends ForeignCloseAgainstAttach {
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
