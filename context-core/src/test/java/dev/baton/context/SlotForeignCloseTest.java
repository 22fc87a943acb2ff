package dev.baton.context;

import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.testing.ThreadKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A scope that is closed on another thread: its own thread takes it off at the next occasion. */
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
          Object slot = Slot.ofCurrentThread();
          assertThat(SLOTS.current()).isNull();
          assertThat(Slot.level(slot)).isZero();
          assertThat(Slot.hasClosed(slot)).isFalse();
        });
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
          Object slot = Slot.ofCurrentThread();
          int level = Slot.level(slot);
          Context before = Slot.enter(slot, level, B);
          assertThat(SLOTS.current()).isSameAs(B);
          assertThat(SlotStorage.exit(slot, level, before)).isNull();
        });
  }

  @Test
  void scopeOfATaskThatIsClosedElsewhereIsNoLeak() {
    onOwner(
        () -> {
          Object slot = Slot.ofCurrentThread();
          int level = Slot.level(slot);
          Context before = Slot.enter(slot, level, B);
          closeElsewhere(SLOTS.attach(A));
          assertThat(SlotStorage.exit(slot, level, before)).isNull();
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
          a.close();
        });
  }
}
