package dev.baton.context.storage;

import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.testing.LogCapture;
import dev.baton.context.testing.ThreadKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A hundred thousand scopes on one thread, closed in any order. Each close has to cost next to
 * nothing: all together take well under a second, and would take hours if one looked through the
 * others.
 */
@Tag("slot")
class ManyScopesTest {
  private static final int MANY = 100_000;
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final SlotStorage SLOTS = SlotStorage.INSTANCE;
  private static final List<Context> CONTEXTS = List.of(named("A"), named("B"), named("C"));

  /** In which order they are closed. */
  enum Order {
    IN_TURN,
    AS_OPENED,
    AT_RANDOM,
    EVERY_SECOND_FIRST;

    List<Scope> of(List<Scope> opened) {
      return switch (this) {
        case IN_TURN -> opened.reversed();
        case AS_OPENED -> opened;
        case AT_RANDOM -> shuffled(opened);
        case EVERY_SECOND_FIRST -> everySecondFirst(opened);
      };
    }

    private static List<Scope> shuffled(List<Scope> opened) {
      List<Scope> scopes = new ArrayList<>(opened);
      Collections.shuffle(scopes, new Random(1));
      return scopes;
    }

    private static List<Scope> everySecondFirst(List<Scope> opened) {
      List<Scope> scopes = new ArrayList<>();
      for (int start = 0; start < 2; start++) {
        for (int i = start; i < opened.size(); i += 2) {
          scopes.add(opened.get(i));
        }
      }
      return scopes;
    }
  }

  private static List<Scope> open() {
    List<Scope> scopes = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      scopes.add(SLOTS.attach(CONTEXTS.get(i % CONTEXTS.size())));
    }
    return scopes;
  }

  private static void assertClean() {
    assertThat(SLOTS.current()).isNull();
    Slot slot = Slots.ofCurrentThread();
    assertThat(slot.level).isZero();
    assertThat(slot.isSettled()).isTrue();
  }

  private static void run(Runnable body) {
    try (LogCapture log = LogCapture.start()) {
      ThreadKind.PLATFORM.run(
          () -> {
            long begin = System.nanoTime();
            body.run();
            assertClean();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(PATIENCE);
          });
    }
  }

  @ParameterizedTest
  @EnumSource
  void scopesAreClosedByTheirOwner(Order order) {
    run(
        () -> {
          order.of(open()).forEach(Scope::close);
        });
  }

  @ParameterizedTest
  @EnumSource
  void scopesAreClosedByAnotherThread(Order order) {
    run(
        () -> {
          List<Scope> scopes = order.of(open());
          ThreadKind.PLATFORM.run(() -> scopes.forEach(Scope::close));
        });
  }

  @Test
  void closedOnesThatWaitDoNotSlowDownWhatGoesOn() {
    run(
        () -> {
          List<Scope> scopes = open();
          for (int i = 0; i < MANY; i += 2) {
            scopes.get(i).close();
          }
          for (int i = 0; i < MANY; i++) {
            SLOTS.attach(named("more")).close();
          }
          for (int i = MANY - 1; i > 0; i -= 2) {
            scopes.get(i).close();
          }
        });
  }

  @Test
  void eachIsOpenedBeforeTheLastIsClosed() {
    run(
        () -> {
          Scope last = SLOTS.attach(CONTEXTS.get(0));
          for (int i = 1; i < 10 * MANY; i++) {
            Scope next = SLOTS.attach(CONTEXTS.get(i % CONTEXTS.size()));
            last.close();
            last = next;
          }
          last.close();
        });
  }

  @Test
  void anOwnerThatOnlyOpensKeepsNothingOfWhatOthersClose() {
    try (LogCapture log = LogCapture.start()) {
      ThreadKind.PLATFORM.run(
          () -> {
            for (int i = 0; i < 1000; i++) {
              Scope scope = SLOTS.attach(CONTEXTS.get(i % CONTEXTS.size()));
              ThreadKind.PLATFORM.run(scope::close);
            }
            assertClean();
          });
    }
  }
}
