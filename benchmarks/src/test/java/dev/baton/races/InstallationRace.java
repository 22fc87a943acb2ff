package dev.baton.races;

import dev.baton.context.Baton;
import dev.baton.context.Installation;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** {@code Baton.install()} is called by two threads, or while another one closes. */
abstract class InstallationRace extends Race {
  volatile Installation mine;
  volatile Installation theirs;

  /** The state of the one module that these tests look at. */
  static String hooks(Installation installation) {
    return installation.steps().stream()
        .filter(step -> step.name().equals("RxJava hooks"))
        .map(step -> step.state().toString())
        .reduce((one, another) -> one + " and " + another)
        .orElse("unknown");
  }

  @JCStressTest
  @Outcome(
      id = "INSTALLED, same handle",
      expect = Expect.ACCEPTABLE,
      desc = "It is installed once, and both have the handle.")
  @Outcome(
      id = ".*, different handles",
      expect = Expect.FORBIDDEN,
      desc = "Calling it again changes nothing and returns the same handle.")
  @Outcome(
      id = ".*",
      expect = Expect.FORBIDDEN,
      desc = "When install() returns, the modules are installed, each once.")
  @State
  public static class InstallTwice extends InstallationRace {
    @Actor
    public void actor1(LL_Result r) {
      start();
      mine = Baton.install();
      r.r1 = hooks(mine);
      meet(2);
      meet(3);
      mine.close();
      meet(4);
    }

    @Actor
    public void actor2(LL_Result r) {
      start();
      theirs = Baton.install();
      meet(2);
      r.r2 = mine == theirs ? "same handle" : "different handles";
      meet(3);
      meet(4);
    }
  }

  @JCStressTest
  @Outcome(
      id = {"UNINSTALLED, INSTALLED there", "UNINSTALLED, UNINSTALLED not there"},
      expect = Expect.ACCEPTABLE,
      desc = "One comes after the other, and the handle says which.")
  @Outcome(
      id = ".*",
      expect = Expect.FORBIDDEN,
      desc = "The handle tells what was done, as it stands now.")
  @State
  public static class CloseAgainstInstall extends InstallationRace {
    @Actor
    public void actor1(LL_Result r) {
      Installation before = Baton.install();
      start();
      before.close();
      meet(2);
      r.r1 = before == theirs ? hooks(theirs) : hooks(before);
      meet(3);
      theirs.close();
      meet(4);
    }

    @Actor
    public void actor2(LL_Result r) {
      start();
      theirs = Baton.install();
      meet(2);
      boolean there = RxJavaPlugins.getOnFlowableSubscribe() != null;
      r.r2 = hooks(theirs) + (there ? " there" : " not there");
      meet(3);
      meet(4);
    }
  }
}
