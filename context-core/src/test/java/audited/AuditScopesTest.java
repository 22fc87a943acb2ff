package audited;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.Propagation;
import dev.baton.context.audit.Finding;
import dev.baton.context.audit.Finding.Kind;
import dev.baton.context.testing.Calls;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Scopes that are left open, and who finds them. */
class AuditScopesTest extends AuditedPool {
  private static Context read() {
    return Context.current();
  }

  @Test
  void scopeThatATaskLeavesOpenIsFoundWhereItWasOpened() throws Exception {
    try (Scope scope = REQUEST.makeCurrent()) {
      inPool(Propagation.capturing().wrap((Callable<Object>) AuditScopesTest::leak));
    }

    Finding found = only();
    assertThat(found.kind()).isEqualTo(Kind.LEAKED_SCOPE);
    assertIsAt(found, "leak");
    assertThat(found.remedy()).contains("try (Scope");
  }

  @SuppressWarnings("MustBeClosedChecker")
  private static String leak() {
    Context.current().with(KEY, "leaked").makeCurrent();
    return "done";
  }

  @Test
  @SuppressWarnings("NullAway")
  void scopeThatIsDroppedIsFoundWhenItIsCollected() throws Exception {
    inPool(AuditScopesTest::leakAndForget);
    Calls.until(
        () -> {
          System.gc();
          return !found().isEmpty();
        });

    Finding found = only();
    assertThat(found.kind()).isEqualTo(Kind.LEAKED_SCOPE);
    assertIsAt(found, "leakAndForget");
  }

  @SuppressWarnings("MustBeClosedChecker")
  private static String leakAndForget() {
    REQUEST.makeCurrent();
    return "done";
  }

  @Test
  @SuppressWarnings("MustBeClosedChecker")
  void laterTaskThatFindsLeftoversIsToldWithWhoLeftThem() throws Exception {
    Scope[] kept = new Scope[1];
    inPool(() -> kept[0] = REQUEST.makeCurrent());
    inPool(AuditScopesTest::read);

    List<Finding> found = found();
    assertThat(found)
        .extracting(Finding::kind)
        .containsExactly(Kind.POLLUTED_THREAD, Kind.LEAKED_SCOPE);
    assertThat(words(found.getFirst())).containsExactly("opened, and left open", "read");
    assertIsAt(found.getFirst(), "read");
    assertIsAt(found.getLast(), "laterTask");
    inPool(
        () -> {
          kept[0].close();
          return null;
        });
  }

  @Test
  @SuppressWarnings("MustBeClosedChecker")
  void sameCallThatOpensAgainTellsThatTheFirstWasLeftOpen() throws Exception {
    Scope[] kept = new Scope[2];
    for (int i = 0; i < 2; i++) {
      int which = i;
      inPool(() -> kept[which] = Context.root().with(KEY, "of " + which).makeCurrent());
    }

    Finding found = only();
    assertThat(found.kind()).isEqualTo(Kind.LEAKED_SCOPE);
    assertThat(found.explanation()).contains("The same call");
    inPool(
        () -> {
          kept[1].close();
          kept[0].close();
          return null;
        });
  }

  @Test
  void nestedScopesOfOneTaskAreNoFinding() throws Exception {
    inPool(
        () -> {
          try (Scope outer = REQUEST.makeCurrent();
              Scope inner = Context.current().with(KEY, "inner").makeCurrent()) {
            return read();
          }
        });

    assertNothingFound();
  }

  @Test
  void scopeThatACallerHasOpenIsNoFindingForTheTaskItRuns() throws Exception {
    inPool(
        () -> {
          try (Scope scope = REQUEST.makeCurrent()) {
            Propagation.fixed(REQUEST).wrap((Runnable) AuditScopesTest::read).run();
            return read();
          }
        });

    assertNothingFound();
  }
}
