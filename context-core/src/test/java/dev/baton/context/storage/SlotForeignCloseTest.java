package dev.baton.context.storage;

import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.testing.ThreadKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A scope that is closed on another thread: for its own thread it is gone at the next reading. */
@ParameterizedClass
@EnumSource
class SlotForeignCloseTest {
  private static final Context A = named("A");
  private static final Context B = named("B");
  private static final Context C = named("C");
  private static final SlotStorage SLOTS = SlotStorage.INSTANCE;

  private final ThreadKind owner;

  SlotForeignCloseTest(ThreadKind owner) {
    this.owner = owner;
  }

  @AfterEach
  void nothingIsCurrentHere() {
    assertThat(SLOTS.current()).isNull();
  }

  private void onOwner(Runnable body) {
    owner.run(
        () -> {
          body.run();
          Slot slot = Slots.ofCurrentThread();
          assertThat(SLOTS.current()).isNull();
          assertThat(slot.level).isZero();
          assertThat(slot.isSettled()).isTrue();
        });
  }

  private static Context end(Slot slot, long number, long below, Context before) {
    return slot.leave(number, below, before) ? null : slot.unwind(number, below, before);
  }

  private static void closeElsewhere(Scope scope) {
    ThreadKind.PLATFORM.run(
        () -> {
          Scope own = SLOTS.attach(C);
          scope.close();
          scope.close();
          assertThat(SLOTS.current()).isSameAs(C);
          own.close();
          assertThat(SLOTS.current()).isNull();
        });
  }

  @Test
  void scopeGoesWhenTheNextOneIsClosed() {
    onOwner(
        () -> {
          Scope a = SLOTS.attach(A);
          closeElsewhere(a);
          Scope b = SLOTS.attach(B);
          assertThat(SLOTS.current()).isSameAs(B);
          b.close();
        });
  }

  @Test
  void scopeThatItsTaskHasLeftOpenLeavesNoWordForAThreadThatSleeps() {
    onOwner(
        () -> {
          Slot slot = Slots.ofCurrentThread();
          long number = slot.enter(A);
          Scope leftOpen = SLOTS.attach(B);
          assertThat(end(slot, number, Numbers.NONE, null)).isSameAs(B);
          closeElsewhere(leftOpen);
          assertThat(slot.isSettled()).isTrue();
        });
  }

  @Test
  void scopeIsGoneAtTheNextReading() {
    onOwner(
        () -> {
          Scope a = SLOTS.attach(A);
          Scope b = SLOTS.attach(B);
          closeElsewhere(b);
          assertThat(SLOTS.current()).isSameAs(A);
          closeElsewhere(a);
          assertThat(SLOTS.current()).isNull();
          Scope again = SLOTS.attach(B);
          b.close();
          assertThat(SLOTS.current()).isSameAs(B);
          again.close();
        });
  }

  @Test
  void outerScopeGoesWithTheInnerOne() {
    onOwner(
        () -> {
          Scope a = SLOTS.attach(A);
          Scope b = SLOTS.attach(B);
          closeElsewhere(a);
          assertThat(SLOTS.current()).isSameAs(B);
          b.close();
        });
  }

  @Test
  void innerScopeGoesWithTheOuterOne() {
    onOwner(
        () -> {
          Scope a = SLOTS.attach(A);
          Scope b = SLOTS.attach(B);
          closeElsewhere(b);
          a.close();
        });
  }

  @Test
  void scopeInTheMiddleGoesInItsTurn() {
    onOwner(
        () -> {
          Scope a = SLOTS.attach(A);
          Scope b = SLOTS.attach(B);
          Scope c = SLOTS.attach(C);
          closeElsewhere(b);
          assertThat(SLOTS.current()).isSameAs(C);
          closeElsewhere(b);
          c.close();
          assertThat(SLOTS.current()).isSameAs(A);
          a.close();
        });
  }

  @Test
  void scopeGoesAtTheEndOfATask() {
    onOwner(
        () -> {
          Scope a = SLOTS.attach(A);
          closeElsewhere(a);
          Slot slot = Slots.ofCurrentThread();
          slot.takeNotes();
          long below = slot.level;
          Context before = slot.context;
          long number = slot.enter(B);
          assertThat(SLOTS.current()).isSameAs(B);
          assertThat(end(slot, number, below, before)).isNull();
        });
  }

  @Test
  void scopeOfATaskThatIsClosedElsewhereIsNoLeak() {
    onOwner(
        () -> {
          Slot slot = Slots.ofCurrentThread();
          slot.takeNotes();
          long below = slot.level;
          Context before = slot.context;
          long number = slot.enter(B);
          closeElsewhere(SLOTS.attach(A));
          assertThat(end(slot, number, below, before)).isNull();
        });
  }

  @Test
  void scopeClosedElsewhereAndThenHereIsClosedOnce() {
    onOwner(
        () -> {
          Scope a = SLOTS.attach(A);
          Scope b = SLOTS.attach(B);
          closeElsewhere(b);
          b.close();
          assertThat(SLOTS.current()).isSameAs(A);
          a.close();
        });
  }
}
