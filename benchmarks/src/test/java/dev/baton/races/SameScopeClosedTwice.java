package dev.baton.races;

import io.opentelemetry.context.Scope;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLLLL_Result;

/** A scope is closed by its owner, who goes on, and by another thread. */
@Outcome(
    id = "A, C, C, A, root",
    expect = Expect.ACCEPTABLE,
    desc = "It was closed once, and nothing else was.")
@Outcome(
    id = "(?!A,).*",
    expect = Expect.FORBIDDEN,
    desc = "Who closes a scope has what is beneath it, whoever else closes it.")
@Outcome(
    id = ".*",
    expect = Expect.FORBIDDEN,
    desc = "A late or second close takes no other scope with it.")
@SuppressWarnings("MustBeClosedChecker") // closed by two threads
abstract class SameScopeClosedTwice extends Race {
  private volatile Scope shared;

  final void owner(LLLLL_Result r) {
    Scope a = A.makeCurrent();
    shared = B.makeCurrent();
    start();
    shared.close();
    r.r1 = current();
    Scope c = C.makeCurrent();
    r.r2 = current();
    meet(2);
    r.r3 = current();
    c.close();
    r.r4 = current();
    a.close();
    r.r5 = current();
  }

  final void other() {
    start();
    shared.close();
    meet(2);
  }

  @JCStressTest
  @State
  public static class OnAnyThread extends SameScopeClosedTwice {
    @Actor
    public void actor1(LLLLL_Result r) {
      owner(r);
    }

    @Actor
    public void actor2() {
      other();
    }
  }

  @JCStressTest
  @State
  public static class OnOwnThread extends SameScopeClosedTwice {
    @Actor
    public void actor1(LLLLL_Result r) {
      OwnThread.run(() -> owner(r));
    }

    @Actor
    public void actor2() {
      other();
    }
  }

  @JCStressTest
  @State
  public static class WhenRedeployable extends SameScopeClosedTwice {
    static {
      Redeployable.set();
    }

    @Actor
    public void actor1(LLLLL_Result r) {
      owner(r);
    }

    @Actor
    public void actor2() {
      other();
    }
  }
}
