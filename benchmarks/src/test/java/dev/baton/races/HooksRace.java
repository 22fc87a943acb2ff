package dev.baton.races;

import dev.baton.rx.RxContextHooks;
import io.opentelemetry.context.Scope;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Observer;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** RxJava's hooks are installed and removed while others do that too, or subscribe. */
abstract class HooksRace extends Race {

  static String hooks() {
    return RxJavaPlugins.getOnObservableSubscribe() == null
            && RxJavaPlugins.getOnFlowableSubscribe() == null
            && RxJavaPlugins.getScheduleHandler() == null
            && RxJavaPlugins.getErrorHandler() == null
        ? "none"
        : "left behind";
  }

  /** A source on which the subscriber's thread emits in another context. */
  private static final class Foreign extends Observable<String> {
    private Observer<? super String> below;

    @Override
    protected void subscribeActual(Observer<? super String> observer) {
      below = observer;
    }
  }

  @JCStressTest
  @Outcome(
      id = "none, (A|B), root",
      expect = Expect.ACCEPTABLE,
      desc = "Who subscribes has the hooks or has them not.")
  @Outcome(
      id = "left behind, .*",
      expect = Expect.FORBIDDEN,
      desc = "Closing leaves RxJava's hooks as they were.")
  @Outcome(
      id = ".*",
      expect = Expect.FORBIDDEN,
      desc =
          "A chain hears its signals in its subscriber's context or, without hooks, as they come.")
  @State
  public static class InstallAndCloseAgainstSubscribe extends HooksRace {
    private volatile String seen = "nothing";

    private void next(String item) {
      seen = current();
    }

    @Actor
    public void actor1(LLL_Result r) {
      start();
      RxContextHooks.install().close();
      meet(2);
      r.r1 = hooks();
      meet(3);
    }

    @Actor
    public void actor2(LLL_Result r) {
      Foreign source = new Foreign();
      start();
      try (Scope scope = A.makeCurrent()) {
        var unused = source.subscribe(this::next);
      }
      try (Scope scope = B.makeCurrent()) {
        source.below.onNext("item");
      }
      r.r2 = seen;
      r.r3 = current();
      meet(2);
      meet(3);
    }
  }

  @JCStressTest
  @Outcome(
      id = "none, none, root",
      expect = Expect.ACCEPTABLE,
      desc = "When both have closed, nothing is left.")
  @Outcome(
      id = ".*",
      expect = Expect.FORBIDDEN,
      desc = "Closing leaves RxJava's hooks as they were; closing twice does nothing.")
  @State
  public static class InstallAndCloseTwice extends HooksRace {
    @Actor
    public void actor1(LLL_Result r) {
      start();
      RxContextHooks.install().close();
      meet(2);
      r.r1 = hooks();
      r.r3 = current();
      meet(3);
    }

    @Actor
    public void actor2(LLL_Result r) {
      start();
      RxContextHooks.install().close();
      meet(2);
      r.r2 = hooks();
      meet(3);
    }
  }
}
