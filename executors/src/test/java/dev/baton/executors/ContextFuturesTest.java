package dev.baton.executors;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.context.Propagation;
import dev.baton.context.testing.Calls;
import dev.baton.context.testing.TestContexts;
import dev.baton.context.testing.ThreadKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The factory methods, and what completes a future by itself. */
final class ContextFuturesTest {
  private static final Context A = named("A");

  private final ExecutorService pool = Executors.newFixedThreadPool(2);

  @AfterEach
  void closePool() {
    pool.close();
  }

  private static String load(String id) {
    return id + " of " + currentName();
  }

  // @start region="chain"
  static CompletableFuture<String> receipt(UnaryOperator<String> load, Executor pool) {
    return ContextFutures.supplyAsync(() -> load.apply("order"), pool)
        .thenApplyAsync(order -> order + ", " + load.apply("price"), pool)
        .thenApply(priced -> priced + ", " + load.apply("receipt"));
  }

  // @end

  @Test
  void everyFunctionOfAChainRunsUnderTheContextItWasRegisteredUnder() {
    CompletableFuture<String> receipt;
    try (Scope scope = A.makeCurrent()) {
      receipt = receipt(ContextFuturesTest::load, pool);
    }
    assertThat(Calls.get(receipt)).isEqualTo("order of A, price of A, receipt of A");
  }

  // @start region="wrap"
  static CompletableFuture<String> receipt(
      CompletionStage<String> order, Function<String, String> print) {
    return ContextFutures.wrap(order).thenApply(print); // runs under the caller's context
  }

  // @end

  @Test
  void functionsOfAWrappedFutureRunUnderTheContextTheyWereRegisteredUnder() {
    CompletableFuture<String> answer = new CompletableFuture<>();
    CompletableFuture<String> result;
    try (Scope scope = A.makeCurrent()) {
      result = receipt(answer, order -> load(order));
    }
    ThreadKind.PLATFORM.run(() -> answer.complete("order"));
    assertThat(Calls.get(result)).isEqualTo("order of A");
  }

  /** Where a function runs. */
  enum On {
    DEFAULT,
    RAW,
    WRAPPED;

    <T> CompletableFuture<T> supply(Supplier<T> supplier, ExecutorService pool) {
      return switch (this) {
        case DEFAULT -> ContextFutures.supplyAsync(supplier);
        case RAW -> ContextFutures.supplyAsync(supplier, pool);
        case WRAPPED -> ContextFutures.supplyAsync(supplier, ContextExecutors.wrap(pool));
      };
    }

    CompletableFuture<Void> run(Runnable task, ExecutorService pool) {
      return switch (this) {
        case DEFAULT -> ContextFutures.runAsync(task);
        case RAW -> ContextFutures.runAsync(task, pool);
        case WRAPPED -> ContextFutures.runAsync(task, ContextExecutors.wrap(pool));
      };
    }

    <T> CompletableFuture<T> complete(
        CompletableFuture<T> future, Supplier<T> supplier, ExecutorService pool) {
      return switch (this) {
        case DEFAULT -> future.completeAsync(supplier);
        case RAW -> future.completeAsync(supplier, pool);
        case WRAPPED -> future.completeAsync(supplier, ContextExecutors.wrap(pool));
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void supplierRunsUnderTheCallersContext(On on) {
    try (Scope scope = A.makeCurrent()) {
      assertThat(Calls.get(on.supply(TestContexts::currentName, pool))).isEqualTo("A");
      assertThat(Context.current()).isSameAs(A);
    }
    assertThat(Calls.<String>get(on.supply(TestContexts::currentName, pool))).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void taskRunsUnderTheCallersContext(On on) {
    CompletableFuture<String> seen = new CompletableFuture<>();
    try (Scope scope = A.makeCurrent()) {
      assertThat(Calls.get(on.run(() -> seen.complete(currentName()), pool))).isNull();
    }
    assertThat(seen).isCompletedWithValue("A");
  }

  @ParameterizedTest
  @EnumSource
  void completeAsyncRunsItsSupplierUnderTheCallersContext(On on) {
    CompletableFuture<String> future = ContextFutures.newFuture();
    try (Scope scope = A.makeCurrent()) {
      assertThat(on.complete(future, TestContexts::currentName, pool)).isSameAs(future);
    }
    assertThat(Calls.get(future)).isEqualTo("A");
  }

  @ParameterizedTest
  @EnumSource
  void failureOfAFunctionIsWrappedAsInTheJdk(On on) {
    IllegalStateException failure = new IllegalStateException("on purpose");
    Runnable failing =
        () -> {
          throw failure;
        };
    for (CompletableFuture<?> future :
        new CompletableFuture<?>[] {
          on.run(failing, pool),
          on.supply(
              () -> {
                failing.run();
                return null;
              },
              pool)
        }) {
      assertThatThrownBy(future::join)
          .isExactlyInstanceOf(CompletionException.class)
          .hasCause(failure);
    }
  }

  @Test
  void completedAndFailedFuturesCapture() {
    IllegalStateException failure = new IllegalStateException("on purpose");
    CompletableFuture<String> completed = ContextFutures.completedFuture("v");
    CompletableFuture<String> failed = ContextFutures.failedFuture(failure);
    try (Scope scope = A.makeCurrent()) {
      assertThat(Calls.get(completed.thenApplyAsync(ContextFuturesTest::load))).isEqualTo("v of A");
      assertThat(Calls.get(failed.exceptionallyAsync(f -> load("f")))).isEqualTo("f of A");
    }
    assertThat(ContextFutures.completedFuture(null).resultNow()).isNull();
    assertThat(ContextFutures.failedFuture(failure).exceptionNow()).isSameAs(failure);
  }

  @Test
  void allOfAndAnyOfTakeFuturesOfEveryKindAndCapture() {
    CompletableFuture<String> raw = new CompletableFuture<>();
    CompletableFuture<String> ours = ContextFutures.newFuture();
    CompletableFuture<String> wrapped = ContextFutures.wrap(new CompletableFuture<>());
    CompletableFuture<String> all;
    CompletableFuture<String> any;
    try (Scope scope = A.makeCurrent()) {
      all = ContextFutures.allOf(raw, ours, wrapped).thenApply(v -> load("all"));
      any = ContextFutures.anyOf(raw, ours, wrapped).thenApply(v -> v + load(""));
    }
    ThreadKind.PLATFORM.run(() -> ours.complete("second"));
    assertThat(Calls.get(any)).isEqualTo("second of A");
    raw.complete("first");
    assertThat(all).isNotDone();
    wrapped.complete("third");
    assertThat(Calls.get(all)).isEqualTo("all of A");
  }

  @Test
  void allOfAndAnyOfEndAsTheJdks() {
    CompletableFuture<?> failed = CompletableFuture.failedFuture(new TimeoutException("expected"));
    CompletableFuture<?> done = ContextFutures.completedFuture("value");
    Map<String, Function<CompletableFuture<?>[], CompletableFuture<?>>> pairs =
        Map.of(
            "allOf", ContextFutures::allOf,
            "allOf of the JDK", CompletableFuture::allOf,
            "anyOf", ContextFutures::anyOf,
            "anyOf of the JDK", CompletableFuture::anyOf);
    for (String name : new String[] {"allOf", "anyOf"}) {
      for (CompletableFuture<?>[] futures :
          new CompletableFuture<?>[][] {{}, {failed}, {done}, {failed, done}, {done, failed}}) {
        CompletableFuture<?> ours = pairs.get(name).apply(futures);
        CompletableFuture<?> raw = pairs.get(name + " of the JDK").apply(futures);
        assertThat(FutureSnapshot.of(ours)).as(name).isEqualTo(FutureSnapshot.of(raw));
      }
    }
  }

  @Test
  void taskOfADelayedExecutorRunsUnderTheContextOfWhoeverGivesIt() {
    CountedThreadLocal accessor = new CountedThreadLocal();
    Executor plain = ContextFutures.delayedExecutor(1, TimeUnit.MILLISECONDS);
    Executor onRaw = ContextFutures.delayedExecutor(1, TimeUnit.MILLISECONDS, pool);
    Executor onWrapped =
        ContextFutures.delayedExecutor(
            1,
            TimeUnit.MILLISECONDS,
            ContextExecutors.wrap(pool, Propagation.capturing().with(accessor)));
    try (Scope scope = A.makeCurrent()) {
      assertThat(Calls.<String>call(plain, TestContexts::currentName)).isEqualTo("A");
      assertThat(Calls.<String>call(onRaw, TestContexts::currentName)).isEqualTo("A");
      accessor.set("mine");
      assertThat(Calls.<String>call(onWrapped, () -> currentName() + " " + accessor.value()))
          .isEqualTo("A mine");
      assertThat(accessor.reads()).isEqualTo(1);
      accessor.clear();
      assertThat(Calls.get(ContextFutures.supplyAsync(TestContexts::currentName, onWrapped)))
          .isEqualTo("A");
      assertThat(Calls.get(new CompletableFuture<String>().completeAsync(() -> load(""), onRaw)))
          .isEqualTo(" of A");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void continuationOfATimeOutRunsUnderTheContextItWasRegisteredUnder(boolean fails) {
    CompletableFuture<String> future = ContextFutures.newFuture();
    CompletableFuture<String> seen;
    try (Scope scope = A.makeCurrent()) {
      seen = future.handle((value, failure) -> value + ", " + failure + load(""));
    }
    CompletableFuture<String> same =
        fails
            ? future.orTimeout(1, TimeUnit.MILLISECONDS)
            : future.completeOnTimeout("late", 1, TimeUnit.MILLISECONDS);
    assertThat(same).isSameAs(future);
    assertThat(Calls.get(seen))
        .isEqualTo(fails ? "null, " + new TimeoutException() + " of A" : "late, null of A");
  }

  @Test
  void nullIsRefused() {
    assertThatNullPointerException().isThrownBy(() -> ContextFutures.supplyAsync(null));
    assertThatNullPointerException().isThrownBy(() -> ContextFutures.supplyAsync(null, pool));
    assertThatNullPointerException().isThrownBy(() -> ContextFutures.supplyAsync(() -> 1, null));
    assertThatNullPointerException().isThrownBy(() -> ContextFutures.runAsync(null));
    assertThatNullPointerException().isThrownBy(() -> ContextFutures.runAsync(null, pool));
    assertThatNullPointerException().isThrownBy(() -> ContextFutures.runAsync(() -> {}, null));
    assertThatNullPointerException().isThrownBy(() -> ContextFutures.failedFuture(null));
    assertThatNullPointerException().isThrownBy(() -> ContextFutures.newFuture(null));
    assertThatNullPointerException().isThrownBy(() -> ContextFutures.wrap(null));
    assertThatNullPointerException()
        .isThrownBy(() -> ContextFutures.wrap(new CompletableFuture<>(), null));
    CompletableFuture<?>[] withNull = {null};
    assertThatNullPointerException().isThrownBy(() -> ContextFutures.allOf(withNull));
    assertThatNullPointerException().isThrownBy(() -> ContextFutures.anyOf(withNull));
    assertThatNullPointerException()
        .isThrownBy(() -> ContextFutures.delayedExecutor(1, null, pool));
    assertThatNullPointerException()
        .isThrownBy(() -> ContextFutures.delayedExecutor(1, TimeUnit.SECONDS, null));
  }
}
