package dev.baton.executors;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.Propagation;
import dev.baton.context.testing.Calls;
import dev.baton.context.testing.RecordingListener;
import dev.baton.context.testing.ThreadKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Futures that carry something else than the current context, or more. */
final class ContextFuturePropagationTest {
  private static final Context A = named("A");
  private static final Context B = named("B");

  private final ExecutorService pool = Executors.newFixedThreadPool(2);

  @AfterEach
  void closePool() {
    pool.close();
  }

  private static String load(String id) {
    return id + " of " + currentName();
  }

  @Test
  void listenerIsToldOfTheTaskThatWasGiven() {
    RecordingListener listener = new RecordingListener();
    Executor wrapped = ContextExecutors.wrap(pool, Propagation.capturing().with(listener));
    Runnable task = () -> {};
    Supplier<String> supplier = () -> "value";
    Calls.get(ContextFutures.runAsync(task, wrapped));
    Calls.get(ContextFutures.supplyAsync(supplier, wrapped));
    Calls.run(pool, () -> {});
    Calls.until(() -> listener.names().size() == 6);
    assertThat(listener.names())
        .containsExactlyInAnyOrder(
            "submitted", "started", "ended", "submitted", "started", "ended");
    assertThat(listener.events())
        .extracting(RecordingListener.Event::task)
        .containsOnly(task, supplier);
  }

  @Test
  void fixedContextTakesThePlaceOfTheRegistrants() {
    CompletableFuture<String> future = ContextFutures.newFuture(Propagation.fixed(B));
    try (Scope scope = A.makeCurrent()) {
      CompletableFuture<String> third =
          future
              .thenApply(ContextFuturePropagationTest::load)
              .copy()
              .thenApply(ContextFuturePropagationTest::load);
      ThreadKind.PLATFORM.run(() -> future.complete("v"));
      assertThat(Calls.get(third)).isEqualTo("v of B of B");
    }
  }

  @Test
  void accessorsAndListenerOfThePropagationApplyToEveryDerivedStage() {
    CountedThreadLocal accessor = new CountedThreadLocal();
    RecordingListener listener = new RecordingListener();
    CompletableFuture<String> future =
        ContextFutures.newFuture(Propagation.capturing().with(accessor).with(listener));
    accessor.set("the registrant's");
    CompletableFuture<String> second = future.thenApply(v -> v + accessor.value());
    assertThat(accessor.reads()).isEqualTo(1);
    CompletableFuture<String> third = second.copy().handle((v, f) -> v + accessor.value());
    assertThat(accessor.reads()).isEqualTo(2);
    accessor.clear();
    ThreadKind.PLATFORM.run(() -> future.complete("is "));
    assertThat(Calls.get(third)).isEqualTo("is the registrant'sthe registrant's");
    assertThat(listener.names())
        .containsExactly("submitted", "submitted", "started", "ended", "started", "ended");
  }

  @Test
  void completeAsyncTellsTheListenerOnce() {
    RecordingListener listener = new RecordingListener();
    CompletableFuture<String> future =
        ContextFutures.newFuture(Propagation.capturing().with(listener));
    Calls.get(future.completeAsync(() -> "value"));
    Calls.until(() -> listener.names().size() == 3);
    assertThat(listener.names()).containsExactly("submitted", "started", "ended");
  }
}
