package dev.baton.micrometer;

import static dev.baton.context.testing.TestContexts.named;
import static dev.baton.context.testing.TestContexts.open;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.Propagation;
import dev.baton.context.testing.Calls;
import dev.baton.context.testing.LogCapture;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OpenTelemetryContextAccessorTest {
  private static final Context A = named("A");
  private static final Context B = named("B");
  private static final Context C = named("C");

  private final OpenTelemetryContextAccessor accessor = new OpenTelemetryContextAccessor();

  private static ContextSnapshotFactory factory(boolean clearMissing) {
    return ContextSnapshotFactory.builder().clearMissing(clearMissing).build();
  }

  /** What is captured when this context is current. */
  private static ContextSnapshot captured(Context context, boolean clearMissing) {
    try (Scope scope = context.makeCurrent()) {
      return factory(clearMissing).captureAll();
    }
  }

  private static void assertC() {
    assertThat(Context.current()).isSameAs(C);
  }

  @Test
  void isFoundByItsServiceFile() {
    assertThat(ContextRegistry.getInstance().getThreadLocalAccessors())
        .hasAtLeastOneElementOfType(OpenTelemetryContextAccessor.class);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void snapshotSetsTheContextAndGoesBack(boolean clearMissing) {
    ContextSnapshot snapshot = captured(A, clearMissing);
    try (ContextSnapshot.Scope set = snapshot.setThreadLocals()) {
      assertThat(Context.current()).isSameAs(A);
    }
    assertThat(Context.current()).isSameAs(Context.root());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void snapshotTakenUnderRootClears(boolean clearMissing) {
    ContextSnapshot snapshot = captured(Context.root(), clearMissing);
    try (Scope scope = B.makeCurrent()) {
      try (ContextSnapshot.Scope set = snapshot.setThreadLocals()) {
        assertThat(Context.current()).isSameAs(Context.root());
      }
      assertThat(Context.current()).isSameAs(B);
    }
  }

  @Test
  void snapshotWithoutTheContextClearsIfItIsToClear() {
    ContextSnapshotFactory none =
        ContextSnapshotFactory.builder()
            .captureKeyPredicate(key -> key != OpenTelemetryContextAccessor.KEY)
            .clearMissing(true)
            .build();
    ContextSnapshot snapshot = none.captureAll();
    try (Scope scope = B.makeCurrent()) {
      try (ContextSnapshot.Scope set = snapshot.setThreadLocals()) {
        assertThat(Context.current()).isSameAs(Context.root());
      }
      assertThat(Context.current()).isSameAs(B);
    }
  }

  @Test
  void nestedSnapshotsGoBackOneByOne() {
    nest();
  }

  private static void nest() {
    ContextSnapshot a = captured(A, true);
    ContextSnapshot b = captured(B, true);
    try (ContextSnapshot.Scope outer = a.setThreadLocals()) {
      try (ContextSnapshot.Scope inner = b.setThreadLocals()) {
        try (ContextSnapshot.Scope again = a.setThreadLocals()) {
          assertThat(Context.current()).isSameAs(A);
        }
        try (ContextSnapshot.Scope same = b.setThreadLocals()) {
          assertThat(Context.current()).isSameAs(B);
        }
        assertThat(Context.current()).isSameAs(B);
      }
      assertThat(Context.current()).isSameAs(A);
    }
    assertThat(Context.current()).isSameAs(Context.root());
  }

  @Test
  void scopesInsideAndOutsideAreClosedAsUsual() {
    try (Scope outside = A.makeCurrent()) {
      try (ContextSnapshot.Scope set = captured(B, true).setThreadLocals()) {
        try (Scope inside = C.makeCurrent()) {
          assertThat(Context.current()).isSameAs(C);
        }
        assertThat(Context.current()).isSameAs(B);
      }
      assertThat(Context.current()).isSameAs(A);
    }
    assertThat(Context.current()).isSameAs(Context.root());
  }

  @Test
  void wrappedTaskInsideAndOutsideGoesBack() {
    Runnable inner = Propagation.fixed(C).wrap(OpenTelemetryContextAccessorTest::assertC);
    Runnable outer =
        Propagation.fixed(A)
            .wrap(
                () -> {
                  try (ContextSnapshot.Scope set = captured(B, true).setThreadLocals()) {
                    inner.run();
                    assertThat(Context.current()).isSameAs(B);
                  }
                  assertThat(Context.current()).isSameAs(A);
                });
    outer.run();
    assertThat(Context.current()).isSameAs(Context.root());
  }

  @Test
  @Tag("hostile")
  void scopeThatIsLeftOpenIsTakenOffAndReported() {
    try (LogCapture log = LogCapture.start()) {
      Scope leaked;
      try (Scope outside = A.makeCurrent()) {
        try (ContextSnapshot.Scope set = captured(B, true).setThreadLocals()) {
          leaked = open(C);
        }
        assertThat(Context.current()).isSameAs(A);
        leaked.close();
        assertThat(Context.current()).isSameAs(A);
      }
      assertThat(Context.current()).isSameAs(Context.root());
      assertThat(log.messages()).noneMatch(message -> message.contains("name"));
    }
  }

  @Test
  void valueThatWasNeverRestoredGoesWithTheOneBeneath() {
    accessor.setValue(A); // before: root
    accessor.setValue(B); // before: A; somebody forgets it
    accessor.restore(Context.root());
    assertThat(Context.current()).isSameAs(Context.root());
    accessor.restore(A); // late
    assertThat(Context.current()).isSameAs(Context.root());
  }

  @Test
  void restoringWhatWasNeverSetDoesNothing() {
    accessor.restore(B);
    accessor.restore();
    assertThat(Context.current()).isSameAs(Context.root());
    try (Scope scope = A.makeCurrent()) {
      accessor.restore(B);
      accessor.restore();
      assertThat(Context.current()).isSameAs(A);
    }
  }

  @Test
  void noContextIsLeftOnAThreadThatClosesTheScopeOfAnother() {
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      ContextSnapshot.Scope set = captured(A, true).setThreadLocals();
      Calls.run(
          other,
          () -> {
            set.close();
            assertThat(Context.current()).isSameAs(Context.root());
          });
      assertThat(Context.current()).isSameAs(A);
      set.close();
    }
    assertThat(Context.current()).isSameAs(Context.root());
  }

  @Test
  void virtualThreadHasTheContext() throws InterruptedException {
    ContextSnapshot snapshot = captured(A, true);
    Context[] seen = new Context[2];
    Thread thread =
        Thread.startVirtualThread(
            () -> {
              try (ContextSnapshot.Scope set = snapshot.setThreadLocals()) {
                seen[0] = Context.current();
              }
              seen[1] = Context.current();
            });
    thread.join();
    assertThat(seen).containsExactly(A, Context.root());
  }

  @Test
  @Tag("hostile")
  void manyValuesThatAreNeverRestoredGoWithTheTask() {
    Runnable task =
        Propagation.fixed(A)
            .wrap(
                () -> {
                  for (int i = 0; i < 10_000; i++) {
                    accessor.setValue(i % 2 == 0 ? B : C);
                  }
                  accessor.restore(A);
                });
    task.run();
    assertThat(Context.current()).isSameAs(Context.root());
    nest();
  }

  @Test
  void deeplyNestedValuesGoBackOneByOne() {
    Context[] contexts = {Context.root(), A, B, C};
    for (int i = 1; i <= 899; i++) {
      accessor.setValue(contexts[i % 4]);
    }
    for (int i = 899; i > 0; i--) {
      assertThat(Context.current()).isSameAs(contexts[i % 4]);
      accessor.restore(contexts[(i - 1) % 4]);
    }
    assertThat(Context.current()).isSameAs(Context.root());
  }
}
