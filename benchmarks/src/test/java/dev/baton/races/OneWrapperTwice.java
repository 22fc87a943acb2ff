package dev.baton.races;

import dev.baton.context.CarriedThreadLocal;
import dev.baton.context.Propagation;
import io.opentelemetry.context.Scope;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** Two threads run one wrapped task at once, one of them inside a scope of its own. */
@Outcome(
    id = "A v/B own, A v/root none, (|ended ended started started)",
    expect = Expect.ACCEPTABLE,
    desc = "Each run has what was captured, and each thread is put back.")
@Outcome(
    id = "A v/B own, A v/root none, .*",
    expect = Expect.FORBIDDEN,
    desc = "A task that runs more than once is started and ended each time.")
@Outcome(
    id = ".*",
    expect = Expect.FORBIDDEN,
    desc = "A wrapped task may run at once on two threads; each gets back what it had.")
abstract class OneWrapperTwice extends Race {
  private static final ThreadLocal<String> LOCAL = new ThreadLocal<>();

  private final Runnable wrapped;
  private volatile Thread first;
  private String seenByFirst = "";
  private String seenBySecond = "";

  OneWrapperTwice(Propagation propagation) {
    wrapped = propagation.wrap(this::task);
  }

  static Propagation carrying() {
    LOCAL.set("v");
    try {
      return Propagation.fixed(A).with(CarriedThreadLocal.of(LOCAL));
    } finally {
      LOCAL.remove();
    }
  }

  /** The context, and the carried value if one is carried. */
  abstract String seen();

  static String local() {
    String value = LOCAL.get();
    return value == null ? "none" : value;
  }

  private void task() {
    meet(2); // both are in it
    if (Thread.currentThread() == first) {
      seenByFirst = seen();
    } else {
      seenBySecond = seen();
    }
    for (int i = 0; i < 4; i++) {
      Thread.onSpinWait();
    }
  }

  final String runInScope() {
    first = Thread.currentThread();
    LOCAL.set("own");
    try (Scope scope = B.makeCurrent()) {
      start();
      wrapped.run();
      return seenByFirst + "/" + current() + " " + local();
    } finally {
      LOCAL.remove();
    }
  }

  final String runOutside() {
    start();
    wrapped.run();
    return seenBySecond + "/" + current() + " " + local();
  }

  @JCStressTest
  @State
  public static class OfContext extends OneWrapperTwice {
    public OfContext() {
      super(Propagation.fixed(A));
    }

    @Override
    String seen() {
      return current() + " v";
    }

    @Actor
    public void actor1(LLL_Result r) {
      r.r1 = runInScope();
    }

    @Actor
    public void actor2(LLL_Result r) {
      r.r2 = runOutside();
    }

    @Arbiter
    public void arbiter(LLL_Result r) {
      r.r3 = "";
    }
  }

  @JCStressTest
  @State
  public static class WithThreadLocalAndListener extends OneWrapperTwice {
    private final Hearing hearing;

    public WithThreadLocalAndListener() {
      this(new Hearing());
    }

    private WithThreadLocalAndListener(Hearing hearing) {
      super(carrying().with(hearing));
      this.hearing = hearing;
    }

    @Override
    String seen() {
      return current() + " " + local();
    }

    @Actor
    public void actor1(LLL_Result r) {
      r.r1 = runInScope();
    }

    @Actor
    public void actor2(LLL_Result r) {
      r.r2 = runOutside();
    }

    @Arbiter
    public void arbiter(LLL_Result r) {
      r.r3 = hearing.toString();
    }
  }
}
