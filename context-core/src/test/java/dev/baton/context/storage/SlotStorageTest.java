package dev.baton.context.storage;

import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.testing.Garbage;
import dev.baton.context.testing.LogCapture;
import dev.baton.context.testing.ThreadKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The storage itself, whichever is in use in this run. */
class SlotStorageTest {
  private static final Context A = named("A");
  private static final Context B = named("B");
  private static final Context C = named("C");
  private static final SlotStorage SLOTS = SlotStorage.INSTANCE;

  @AfterEach
  void slotIsEmpty() {
    Slot slot = Slots.ofCurrentThread();
    assertThat(SLOTS.current()).isNull();
    assertThat(slot.level).isZero();
    assertThat(slot.isSettled()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void attachMakesCurrentAndCloseRestores(ThreadKind kind) {
    kind.run(
        () -> {
          assertThat(SLOTS.current()).isNull();
          Scope a = SLOTS.attach(A);
          assertThat(SLOTS.current()).isSameAs(A);
          Scope b = SLOTS.attach(B);
          assertThat(SLOTS.current()).isSameAs(B);
          b.close();
          assertThat(SLOTS.current()).isSameAs(A);
          a.close();
          slotIsEmpty();
        });
  }

  @Test
  void nullAttachedChangesNothing() {
    Scope a = SLOTS.attach(A);
    Scope none = SLOTS.attach(null);
    assertThat(SLOTS.current()).isSameAs(A);
    none.close();
    assertThat(SLOTS.current()).isSameAs(A);
    a.close();
  }

  @Test
  void secondCloseDoesNothing() {
    Scope a = SLOTS.attach(A);
    Scope b = SLOTS.attach(B);
    b.close();
    b.close();
    assertThat(SLOTS.current()).isSameAs(A);
    Scope c = SLOTS.attach(C);
    b.close();
    assertThat(SLOTS.current()).isSameAs(C);
    c.close();
    a.close();
    a.close();
  }

  @Test
  void secondCloseOfAScopeClosedOutOfOrderDoesNothing() {
    Scope a = SLOTS.attach(A);
    Scope b = SLOTS.attach(B);
    a.close();
    a.close();
    assertThat(SLOTS.current()).isSameAs(B);
    b.close();
    assertThat(SLOTS.current()).isNull();
    Scope again = SLOTS.attach(A);
    a.close();
    assertThat(SLOTS.current()).isSameAs(A);
    again.close();
  }

  @Test
  void attachOfWhatIsCurrentAlreadyDoesNothingNorDoesItsScope() {
    Scope a = SLOTS.attach(A);
    Scope again = SLOTS.attach(A);
    a.close();
    assertThat(SLOTS.current()).isNull();
    Scope b = SLOTS.attach(B);
    again.close();
    assertThat(SLOTS.current()).isSameAs(B);
    b.close();
  }

  @Test
  void closeOfAScopeWhoseContextIsCurrentTakesOffThoseAboveIt() {
    Scope outer = SLOTS.attach(C);
    Scope a = SLOTS.attach(A);
    Scope b = SLOTS.attach(B);
    Scope setBackByHand = SLOTS.attach(A);
    a.close();
    assertThat(SLOTS.current()).isSameAs(C);
    setBackByHand.close();
    b.close();
    assertThat(SLOTS.current()).isSameAs(C);
    outer.close();
  }

  static Stream<Arguments> threeScopesInEveryOrder() {
    List<List<Context>> contexts =
        List.of(List.of(A, B, C), List.of(A, B, A), List.of(A, A, B), List.of(A, A, A));
    List<List<Integer>> orders =
        List.of(
            List.of(0, 1, 2),
            List.of(0, 2, 1),
            List.of(1, 0, 2),
            List.of(1, 2, 0),
            List.of(2, 0, 1),
            List.of(2, 1, 0));
    return contexts.stream().flatMap(c -> orders.stream().map(o -> Arguments.of(c, o)));
  }

  @ParameterizedTest
  @MethodSource("threeScopesInEveryOrder")
  void innermostOpenScopeIsCurrentHoweverScopesAreClosed(
      List<Context> contexts, List<Integer> order) {
    List<Scope> scopes = new ArrayList<>();
    for (Context context : contexts) {
      scopes.add(SLOTS.attach(context));
    }
    boolean[] closed = new boolean[3];
    for (int i = 1; i < 3; i++) {
      closed[i] = contexts.get(i) == contexts.get(i - 1); // was current already: does nothing
    }
    for (int next : order) {
      boolean setsBack = !closed[next] && SLOTS.current() == contexts.get(next);
      scopes.get(next).close();
      Arrays.fill(closed, next, setsBack ? 3 : next + 1, true); // those above it were dropped
      Context expected = null;
      for (int i = 0; i < 3; i++) {
        expected = closed[i] ? expected : contexts.get(i);
      }
      assertThat(SLOTS.current()).isSameAs(expected);
    }
  }

  @Test
  void scopeOpenedAboveOneClosedOutOfOrderComesOffRight() {
    Scope a = SLOTS.attach(A);
    Scope b = SLOTS.attach(B);
    a.close();
    Scope c = SLOTS.attach(C);
    b.close();
    assertThat(SLOTS.current()).isSameAs(C);
    c.close();
  }

  @ParameterizedTest
  @EnumSource
  void threeThousandScopesUnwindInOrder(ThreadKind kind) {
    try (LogCapture log = LogCapture.start()) {
      kind.run(
          () -> {
            List<Scope> scopes = new ArrayList<>();
            List<Context> contexts = new ArrayList<>();
            for (int i = 0; i < 3000; i++) {
              contexts.add(named("at depth " + i));
              scopes.add(SLOTS.attach(contexts.get(i)));
            }
            for (int i = 2999; i >= 0; i--) {
              assertThat(SLOTS.current()).isSameAs(contexts.get(i));
              scopes.get(i).close();
            }
            slotIsEmpty();
          });
    }
  }

  @ParameterizedTest
  @EnumSource
  @Tag("slot")
  void scopesThatAreDroppedAreNotKeptInMemory(ThreadKind kind) {
    try (LogCapture log = LogCapture.start()) {
      kind.run(
          () -> {
            List<WeakReference<Object>> dropped = new ArrayList<>();
            for (int i = 0; i < 100_000; i++) {
              Context context = named("dropped");
              Scope scope = SLOTS.attach(context);
              if (i % 25_000 == 0) {
                dropped.add(new WeakReference<>(context));
                dropped.add(new WeakReference<>(scope));
              }
            }
            dropped.forEach(Garbage::awaitCollected);
          });
    }
  }

  @Test
  @Tag("slot")
  void scopesEachOpenedBeforeTheLastIsClosedAreNotKeptInMemory() {
    try (LogCapture log = LogCapture.start()) {
      ThreadKind.PLATFORM.run(
          () -> {
            List<WeakReference<Object>> gone = new ArrayList<>();
            Scope last = SLOTS.attach(A);
            for (int i = 0; i < 2000; i++) {
              Context context = named("next");
              gone.add(new WeakReference<>(context));
              Scope next = SLOTS.attach(context);
              last.close();
              last = next;
            }
            gone.subList(0, 10).forEach(Garbage::awaitCollected);
            last.close();
            slotIsEmpty();
          });
    }
  }

  @Test
  void scopeSaysWhetherItIsClosed() {
    Scope a = SLOTS.attach(A);
    String open = a.toString();
    a.close();
    assertThat(a.toString()).startsWith("SlotScope[").contains("closed").isNotEqualTo(open);
  }
}
