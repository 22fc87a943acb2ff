package dev.baton.context.storage;

import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.testing.ThreadKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a task leaves behind in the storage, and what comes of it later. */
@ParameterizedClass
@EnumSource
class SlotLeakTest {
  private static final Context A = named("A");
  private static final Context B = named("B");
  private static final Context C = named("C");
  private static final SlotStorage SLOTS = SlotStorage.INSTANCE;

  private final ThreadKind kind;

  SlotLeakTest(ThreadKind kind) {
    this.kind = kind;
  }

  /** Runs the body between the two ends of a task; returns what is reported as leaked. */
  private static Context task(Context context, Runnable body) {
    Slot slot = Slots.ofCurrentThread();
    slot.takeNotes();
    long below = slot.level;
    Context before = slot.context;
    long number = slot.enter(context);
    assertThat(SLOTS.current()).isSameAs(context);
    body.run();
    return slot.leave(number, below, before) ? null : slot.unwind(number, below, before);
  }

  private static void assertEmpty() {
    Slot slot = Slots.ofCurrentThread();
    assertThat(SLOTS.current()).isNull();
    assertThat(slot.level).isZero();
    assertThat(slot.isSettled()).isTrue();
  }

  private static Scope leakOf(Context context) {
    Scope[] leaked = new Scope[1];
    assertThat(task(A, () -> leaked[0] = SLOTS.attach(context))).isSameAs(context);
    return leaked[0];
  }

  @Test
  void scopesLeftOpenAreTakenOffAndTheInnermostIsReported() {
    kind.run(
        () -> {
          Context leaked =
              task(
                  A,
                  () -> {
                    SLOTS.attach(B);
                    SLOTS.attach(C);
                  });
          assertThat(leaked).isSameAs(C);
          assertEmpty();
        });
  }

  @Test
  void scopesLeftOpenAboveTheSubmittersAreTakenOff() {
    kind.run(
        () -> {
          Scope submitters = SLOTS.attach(B);
          assertThat(task(A, () -> SLOTS.attach(C))).isSameAs(C);
          assertThat(SLOTS.current()).isSameAs(B);
          submitters.close();
          assertEmpty();
        });
  }

  @Test
  void contextThatIsCurrentAlreadyIsNotLeaked() {
    kind.run(
        () -> {
          assertThat(task(A, () -> SLOTS.attach(A))).isNull();
          assertEmpty();
        });
  }

  @Test
  void outerScopeClosedBeforeTheInnerOneThatIsLeftOpenIsReportedOnce() {
    kind.run(
        () -> {
          Context leaked =
              task(
                  A,
                  () -> {
                    Scope b = SLOTS.attach(B);
                    SLOTS.attach(C);
                    b.close();
                  });
          assertThat(leaked).isSameAs(C);
          assertEmpty();
        });
  }

  @Test
  void submittersScopesThatATaskClosesAreNotBroughtBack() {
    kind.run(
        () -> {
          Scope a = SLOTS.attach(A);
          Scope b = SLOTS.attach(B);
          Context leaked =
              task(
                  C,
                  () -> {
                    b.close();
                    assertThat(SLOTS.current()).isSameAs(C);
                  });
          assertThat(leaked).isNull();
          assertThat(SLOTS.current()).isSameAs(A);
          assertThat(task(C, a::close)).isNull();
          assertEmpty();
        });
  }

  @Test
  void submittersScopesThatANestedTaskClosesAreNotBroughtBack() {
    kind.run(
        () -> {
          Scope a = SLOTS.attach(A);
          Context leaked =
              task(
                  B,
                  () -> {
                    assertThat(task(C, a::close)).isNull();
                    assertThat(SLOTS.current()).isSameAs(B);
                  });
          assertThat(leaked).isNull();
          assertEmpty();
        });
  }

  @Test
  void taskThatClosesItsSubmittersScopeAndLeaksIsRepairedToTheOuterScope() {
    kind.run(
        () -> {
          Scope a = SLOTS.attach(A);
          Scope b = SLOTS.attach(B);
          Context leaked =
              task(
                  B,
                  () -> {
                    SLOTS.attach(C);
                    b.close();
                  });
          assertThat(leaked).isSameAs(C);
          assertThat(SLOTS.current()).isSameAs(A);
          a.close();
          assertEmpty();
        });
  }

  @Test
  void lateCloseDoesNothingToAnEmptyThread() {
    kind.run(
        () -> {
          leakOf(B).close();
          assertEmpty();
        });
  }

  @Test
  void lateCloseDoesNothingToALaterScope() {
    kind.run(
        () -> {
          Scope late = leakOf(B);
          Scope later = SLOTS.attach(C);
          late.close();
          assertThat(SLOTS.current()).isSameAs(C);
          later.close();
          assertEmpty();
        });
  }

  @Test
  void lateCloseDoesNothingToALaterScopeOfTheSameContext() {
    kind.run(
        () -> {
          Scope late = leakOf(B);
          Scope later = SLOTS.attach(B);
          late.close();
          assertThat(SLOTS.current()).isSameAs(B);
          later.close();
          assertEmpty();
        });
  }

  @Test
  void lateCloseDoesNothingToALaterTask() {
    kind.run(
        () -> {
          Scope outer = SLOTS.attach(C);
          Scope late = leakOf(B);
          Context leaked =
              task(
                  B,
                  () -> {
                    late.close();
                    assertThat(SLOTS.current()).isSameAs(B);
                  });
          assertThat(leaked).isNull();
          assertThat(SLOTS.current()).isSameAs(C);
          outer.close();
          assertEmpty();
        });
  }

  @Test
  void lateCloseOnAnotherThreadDoesNothing() {
    kind.run(
        () -> {
          Scope late = leakOf(B);
          Scope outer = SLOTS.attach(A);
          Scope inner = SLOTS.attach(C);
          ThreadKind.PLATFORM.run(late::close);
          inner.close();
          assertThat(SLOTS.current()).isSameAs(A);
          outer.close();
          assertEmpty();
        });
  }
}
