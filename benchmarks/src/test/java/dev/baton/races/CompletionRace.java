package dev.baton.races;

import dev.baton.executors.ContextFutures;
import io.opentelemetry.context.Scope;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** A future and the one that wraps it, completed from both ends; and several that one waits for. */
abstract class CompletionRace extends Race {
  final CompletableFuture<String> source = new CompletableFuture<>();
  final CompletableFuture<String> wrapped = ContextFutures.wrap(source);

  private static String end(CompletableFuture<String> future) {
    return future.isCancelled() ? "cancelled" : future.getNow("not done");
  }

  final String ends() {
    return end(wrapped) + " " + end(source);
  }

  @JCStressTest
  @Outcome(
      id = {"true, false, 1 1", "false, true, 2 2"},
      expect = Expect.ACCEPTABLE,
      desc = "One of them completes both.")
  @Outcome(
      id = ".*",
      expect = Expect.FORBIDDEN,
      desc =
          "Completing a wrapped future completes the original, and what it is asked, it answers.")
  @State
  public static class CompleteFromBothEnds extends CompletionRace {
    @Actor
    public void actor1(LLL_Result r) {
      start();
      r.r1 = wrapped.complete("1");
    }

    @Actor
    public void actor2(LLL_Result r) {
      start();
      r.r2 = source.complete("2");
    }

    @Arbiter
    public void arbiter(LLL_Result r) {
      r.r3 = ends();
    }
  }

  @JCStressTest
  @Outcome(
      id = {"true, false, cancelled cancelled", "false, true, 2 2"},
      expect = Expect.ACCEPTABLE,
      desc = "One of them completes both.")
  @Outcome(
      id = ".*",
      expect = Expect.FORBIDDEN,
      desc = "Cancelling a wrapped future cancels the original, unless it is complete.")
  @State
  public static class CancelAgainstComplete extends CompletionRace {
    @Actor
    public void actor1(LLL_Result r) {
      start();
      r.r1 = wrapped.cancel(false);
    }

    @Actor
    public void actor2(LLL_Result r) {
      start();
      r.r2 = source.complete("2");
    }

    @Arbiter
    public void arbiter(LLL_Result r) {
      r.r3 = ends();
    }
  }

  @JCStressTest
  @Outcome(
      id = {"not done, , ", "done, at once, "},
      expect = Expect.ACCEPTABLE,
      desc = "A function of a future that says it is done runs at once.")
  @Outcome(
      id = ".*",
      expect = Expect.FORBIDDEN,
      desc = "What is done for whoever asks is done for a function that is registered, too.")
  @State
  public static class DoneAgainstComplete extends CompletionRace {
    public DoneAgainstComplete() {
      // is called first, while the wrapping one still waits
      source.thenRun(
          () -> {
            for (int i = 0; i < 32; i++) {
              Thread.onSpinWait();
            }
          });
    }

    @Actor
    public void actor1(LLL_Result r) {
      start();
      boolean done = false;
      for (int i = 0; i < 32 && !done; i++) {
        done = wrapped.isDone();
      }
      r.r1 = done ? "done" : "not done";
      r.r2 = !done ? "" : wrapped.thenApply(value -> value).isDone() ? "at once" : "later";
    }

    @Actor
    public void actor2(LLL_Result r) {
      start();
      source.complete("2");
      r.r3 = "";
    }
  }

  @JCStressTest
  @Outcome(
      id = "B, root, A 1",
      expect = Expect.ACCEPTABLE,
      desc = "What was registered runs once, in its context.")
  @Outcome(
      id = ".*",
      expect = Expect.FORBIDDEN,
      desc = "Every stage sees the context that it was registered under, whoever completes it.")
  @State
  public static class AllOf extends CompletionRace {
    private final AtomicInteger runs = new AtomicInteger();
    private final CompletableFuture<String> another = ContextFutures.newFuture();
    private volatile String seen = "not run";

    public AllOf() {
      try (Scope scope = A.makeCurrent()) {
        ContextFutures.allOf(wrapped, another).thenRun(this::all);
      }
    }

    private void all() {
      runs.incrementAndGet();
      seen = current();
    }

    @Actor
    public void actor1(LLL_Result r) {
      try (Scope scope = B.makeCurrent()) {
        start();
        source.complete("1");
        r.r1 = current();
      }
    }

    @Actor
    public void actor2(LLL_Result r) {
      start();
      another.complete("2");
      r.r2 = current();
    }

    @Arbiter
    public void arbiter(LLL_Result r) {
      r.r3 = seen + " " + runs;
    }
  }
}
