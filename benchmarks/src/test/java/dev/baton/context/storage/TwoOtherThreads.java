package dev.baton.context.storage;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLLL_Result;

/**
 * Two threads close scopes of a third, at which nothing has happened out of turn before. The third
 * is never started: its slot is looked at as it would do.
 */
abstract class TwoOtherThreads {
  private static final ContextKey<String> NAME = ContextKey.named("name");
  private static final Context A = Context.root().with(NAME, "A");
  private static final Context B = Context.root().with(NAME, "B");
  private static final Context C = Context.root().with(NAME, "C");
  private static final Thread OWNER = new Thread(() -> {});

  final Slot slot = new Slot(OWNER);
  final SlotScope a = slot.open(A);
  final SlotScope b = slot.open(B);

  private String current() {
    Context context = slot.current();
    return context == null ? "none" : String.valueOf(context.get(NAME));
  }

  /** What the owner reads, what it reads in one more scope, and what when it has closed that. */
  @SuppressWarnings("MustBeClosedChecker") // as its owner would close it
  final void look(LLLL_Result r) {
    r.r1 = current();
    long below = slot.level;
    Context before = slot.context;
    slot.open(C);
    r.r2 = current();
    slot.leave(slot.level, below, before);
    r.r3 = current();
    r.r4 = slot.isSettled() ? "settled" : "unsettled";
  }

  @JCStressTest
  @Outcome(id = "none, C, none, settled", expect = Expect.ACCEPTABLE, desc = "Both are gone.")
  @Outcome(
      id = ".*",
      expect = Expect.FORBIDDEN,
      desc = "A read is never stale: what two threads have closed is gone at the next read.")
  @State
  public static class CloseTwoScopes extends TwoOtherThreads {
    @Actor
    public void actor1() {
      a.close();
    }

    @Actor
    public void actor2() {
      b.close();
    }

    @Arbiter
    public void arbiter(LLLL_Result r) {
      look(r);
    }
  }

  @JCStressTest
  @Outcome(id = "A, C, A, settled", expect = Expect.ACCEPTABLE, desc = "It is gone, once.")
  @Outcome(
      id = ".*",
      expect = Expect.FORBIDDEN,
      desc = "Two threads that close the same scope at once do no harm.")
  @State
  public static class CloseTheSameScope extends TwoOtherThreads {
    @Actor
    public void actor1() {
      b.close();
    }

    @Actor
    public void actor2() {
      b.close();
    }

    @Arbiter
    public void arbiter(LLLL_Result r) {
      look(r);
    }
  }
}
