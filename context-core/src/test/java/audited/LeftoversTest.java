package audited;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.audit.Finding;
import dev.baton.context.audit.Finding.Kind;
import dev.baton.context.testing.Calls;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a scope that is open is somebody's leftover, and when it is meant to be found. */
@SuppressWarnings("MustBeClosedChecker")
class LeftoversTest extends AuditedPool {
  private final List<Scope> kept = new ArrayList<>();

  @AfterEach
  void closeKept() throws Exception {
    pool.submit(() -> kept.reversed().forEach(Scope::close)).get();
  }

  private static Context context(String value) {
    return Context.root().with(KEY, value);
  }

  private void runInPool(Runnable task) throws Exception {
    pool.submit(task).get();
  }

  private void assertPolluted(String opener, String victim) {
    assertThat(found())
        .as(audit.report().toText())
        .extracting(Finding::kind)
        .containsExactly(Kind.POLLUTED_THREAD, Kind.LEAKED_SCOPE);
    assertThat(found().getFirst().steps())
        .extracting(step -> step.place().getMethodName())
        .containsExactly(opener, victim);
  }

  /**
   * As a server does it: around each request, a scope; inside, a filter that may forget its own.
   */
  private void serve(String request, boolean forgetful) {
    accept();
    try (Scope scope = context(request).makeCurrent()) {
      if (forgetful) {
        filter();
      }
    }
  }

  private static void accept() {
    Context.current();
  }

  private void filter() {
    kept.add(context("left").makeCurrent());
  }

  @Test
  void scopeThatOutlivesTheOneAroundItIsFoundByTheNextRunOfTheSameCode() throws Exception {
    runInPool(() -> serve("first", true));
    audit.clear(); // a server's threads begin with a request; these do not
    runInPool(() -> serve("second", false));

    assertPolluted("filter", "accept");
  }

  @Test
  void nextRunOfTheSameCodeAfterOneThatClosesItsScopesIsNoFinding() throws Exception {
    CompletableFuture<Void> request = CompletableFuture.completedFuture(null);
    for (int i = 0; i < 3; i++) {
      String name = "request " + i;
      runInPool(
          () -> {
            try (Scope scope = context(name).makeCurrent();
                Scope inner = context("inner").makeCurrent()) {
              request.thenRun(LeftoversTest::accept).join();
            }
          });
    }

    assertNothingFound();
  }

  @Test
  void droppedScopeIsFoundByTheNextRunOfTheSameCode() throws Exception {
    runInPool(() -> loseOrRead(true));
    Calls.until(
        () -> {
          System.gc();
          return !found().isEmpty();
        });
    runInPool(() -> loseOrRead(false));

    assertPolluted("lose", "accept");
    runInPool(() -> Context.root().makeCurrent());
  }

  private static void loseOrRead(boolean lose) {
    if (!lose) {
      accept();
    }
    lose(lose);
  }

  private static void lose(boolean lose) {
    if (lose) {
      context("lost").makeCurrent();
    }
  }

  @Test
  void scopeThatIsMeantForTheNextRoundsOfALoopIsNoFinding() throws Exception {
    runInPool(
        () -> {
          try (Scope scope = context("all rounds").makeCurrent()) {
            for (int round = 0; round < 3; round++) {
              accept();
              if (round == 0) {
                filter();
              }
            }
            kept.removeFirst().close();
          }
        });

    assertNothingFound();
  }

  private record Step(Runnable code) implements Runnable {
    @Override
    public void run() {
      code.run();
    }

    static void runAll(Runnable... steps) {
      for (Runnable step : steps) {
        step.run();
      }
    }
  }

  @Test
  void scopeThatAStepOfTheUsersOpensForTheNextOneIsNoFinding() throws Exception {
    runInPool(
        () ->
            Step.runAll(
                this::filter,
                new Step(LeftoversTest::accept),
                LeftoversTest::accept,
                () -> kept.removeFirst().close()));

    assertNothingFound();
  }

  @Test
  void scopeThatAStageOpensForTheNextOneIsNoFinding() throws Exception {
    CompletableFuture<@Nullable Void> begin = new CompletableFuture<>();
    CompletableFuture<@Nullable Void> last = begin.thenRun(this::filter);
    CompletableFuture<@Nullable Void> end =
        last.thenRun(LeftoversTest::accept).thenRun(() -> kept.removeFirst().close());

    runInPool(() -> begin.complete(null));

    assertThat(end).isCompleted();
    assertThat(found()).as(audit.report().toText()).isEmpty();
  }
}
