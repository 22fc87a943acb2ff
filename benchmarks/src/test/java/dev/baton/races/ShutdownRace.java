package dev.baton.races;

import dev.baton.context.Propagation;
import dev.baton.executors.ContextExecutors;
import io.opentelemetry.context.Scope;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** An executor with a listener is shut down while something is submitted, or run, in A. */
abstract class ShutdownRace extends Race {
  final LinkedBlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
  final Hearing hearing = new Hearing();
  final ExecutorService pool =
      ContextExecutors.wrap(
          new ThreadPoolExecutor(0, 1, 0, TimeUnit.SECONDS, queue, worker -> null),
          Propagation.capturing().with(hearing));
  private volatile String seen = "not run";

  final void task() {
    seen = seen.equals("not run") ? current() : "twice";
  }

  final String submit() {
    try (Scope scope = A.makeCurrent()) {
      pool.execute(this::task);
      return "accepted";
    } catch (RejectedExecutionException e) {
      return "refused";
    }
  }

  final String end() {
    return seen + ": " + hearing;
  }

  @JCStressTest
  @Outcome(
      id = {"accepted, 1, not run: cancelled", "refused, 0, not run: rejected"},
      expect = Expect.ACCEPTABLE,
      desc = "It was taken and is given back, or it was refused.")
  @Outcome(
      id = ".*",
      expect = Expect.FORBIDDEN,
      desc = "A listener hears one end of each task, and the one that its submitter sees.")
  @State
  public static class ShutdownNowAgainstExecute extends ShutdownRace {
    @Actor
    public void actor1(LLL_Result r) {
      start();
      r.r1 = submit();
    }

    @Actor
    public void actor2(LLL_Result r) {
      start();
      r.r2 = pool.shutdownNow().size();
    }

    @Arbiter
    public void arbiter(LLL_Result r) {
      r.r3 = end();
    }
  }

  @JCStressTest
  @Outcome(
      id = {"none, 1, not run: cancelled", "one, 0, A: ended started"},
      expect = Expect.ACCEPTABLE,
      desc = "It is given back, or a worker had it already.")
  @Outcome(
      id = "one, 0, A: cancelled",
      expect = Expect.ACCEPTABLE,
      desc = "The worker is none of the pool's, which has terminated without it.")
  @Outcome(
      id = ".*",
      expect = Expect.FORBIDDEN,
      desc = "A listener hears one end of each task, and the one that it has.")
  @State
  public static class ShutdownNowAgainstWorker extends ShutdownRace {
    public ShutdownNowAgainstWorker() {
      submit();
    }

    @Actor
    public void actor1(LLL_Result r) {
      start();
      Runnable next = queue.poll();
      r.r1 = next == null ? "none" : "one";
      if (next != null) {
        next.run();
      }
    }

    @Actor
    public void actor2(LLL_Result r) {
      start();
      r.r2 = pool.shutdownNow().size();
    }

    @Arbiter
    public void arbiter(LLL_Result r) {
      r.r3 = end();
    }
  }
}
