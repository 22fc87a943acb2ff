package dev.baton.context.storage;

import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.testing.Calls;
import dev.baton.context.testing.ThreadKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Scopes that several threads close at once, while their owner goes on. */
@Tag("slot")
class ScopeRaceTest {
  private static final int ROUNDS = 3000;
  private static final Context A = named("A");
  private static final Context B = named("B");
  private static final Context C = named("C");
  private static final SlotStorage SLOTS = SlotStorage.INSTANCE;

  private ExecutorService first;
  private ExecutorService second;
  private final CyclicBarrier two = new CyclicBarrier(2);
  private final CyclicBarrier three = new CyclicBarrier(3);

  @BeforeEach
  void openThreads() {
    first = ThreadKind.PLATFORM.newWorker();
    second = ThreadKind.PLATFORM.newWorker();
  }

  @AfterEach
  void closeThreads() {
    first.close();
    second.close();
  }

  private static CompletableFuture<Void> on(
      ExecutorService thread, CyclicBarrier barrier, Runnable body) {
    return CompletableFuture.runAsync(
        () -> {
          Calls.run(Runnable::run, barrier::await);
          body.run();
        },
        thread);
  }

  private static void assertClean() {
    assertThat(SLOTS.current()).isNull();
    assertThat(Slots.ofCurrentThread().isSettled()).isTrue();
    assertThat(Slots.ofCurrentThread().level).isZero();
  }

  @Test
  void ownerThatOnlyReadsSeesThatAnotherThreadHasClosed() {
    ThreadKind.PLATFORM.run(
        () -> {
          Scope a = SLOTS.attach(A);
          Scope b = SLOTS.attach(B);
          Calls.run(first, b::close);
          assertThat(SLOTS.current()).isSameAs(A);
          Calls.run(first, a::close);
          assertThat(SLOTS.current()).isNull();
          assertClean();
        });
  }

  @Test
  void ownerThatSpinsOnReadsSeesThatAnotherThreadHasClosed() {
    for (int i = 0; i < ROUNDS / 10; i++) {
      Scope a = SLOTS.attach(A);
      CompletableFuture<Void> other = on(first, two, a::close);
      Calls.run(Runnable::run, two::await);
      while (SLOTS.current() != null) {
        Thread.onSpinWait();
      }
      Calls.get(other);
      assertClean();
    }
  }

  @Test
  void scopeThatTwoThreadsCloseAtOnceTakesNoOtherWithIt() {
    for (int i = 0; i < ROUNDS; i++) {
      Scope shared = SLOTS.attach(A);
      CompletableFuture<Void> one = on(first, three, shared::close);
      CompletableFuture<Void> another = on(second, three, shared::close);
      Calls.run(Runnable::run, three::await);
      for (int next = 0; next < 20; next++) {
        try (Scope b = SLOTS.attach(B)) {
          assertThat(SLOTS.current()).isSameAs(B);
          try (Scope c = SLOTS.attach(C)) {
            assertThat(SLOTS.current()).isSameAs(C);
          }
          assertThat(SLOTS.current()).isSameAs(B);
        }
      }
      Calls.get(one);
      Calls.get(another);
      assertClean();
    }
  }

  @Test
  void ownerClosesInTurnWhileAnotherThreadClosesWhatIsBeneath() {
    for (int i = 0; i < ROUNDS; i++) {
      Scope a = SLOTS.attach(A);
      Scope b = SLOTS.attach(B);
      CompletableFuture<Void> other = on(first, two, a::close);
      Calls.run(Runnable::run, two::await);
      b.close();
      Calls.get(other);
      assertClean();
    }
  }

  @Test
  void ownerAndAnotherThreadCloseTheSameScope() {
    for (int i = 0; i < ROUNDS; i++) {
      Scope a = SLOTS.attach(A);
      Scope b = SLOTS.attach(B);
      CompletableFuture<Void> other = on(first, two, b::close);
      Calls.run(Runnable::run, two::await);
      b.close();
      Scope c = SLOTS.attach(C);
      Calls.get(other);
      assertThat(SLOTS.current()).isSameAs(C);
      c.close();
      assertThat(SLOTS.current()).isSameAs(A);
      a.close();
      assertClean();
    }
  }

  @Test
  void taskEndsWhileAnotherThreadClosesItsScopeAndItsSubmitters() {
    for (int i = 0; i < ROUNDS; i++) {
      Scope submitters = SLOTS.attach(A);
      Slot slot = Slots.ofCurrentThread();
      long below = slot.level;
      Context before = slot.context;
      long number = slot.enter(B);
      Scope own = SLOTS.attach(C);
      CompletableFuture<Void> other =
          on(
              first,
              two,
              () -> {
                submitters.close();
                own.close();
              });
      Calls.run(Runnable::run, two::await);
      if (!slot.leave(number, below, before)) {
        slot.unwind(number, below, before);
      }
      Calls.get(other);
      assertClean();
    }
  }
}
