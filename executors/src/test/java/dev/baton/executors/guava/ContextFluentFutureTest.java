package dev.baton.executors.guava;

import static com.google.common.util.concurrent.Futures.immediateFuture;
import static com.google.common.util.concurrent.MoreExecutors.directExecutor;
import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.SettableFuture;
import dev.baton.context.testing.Calls;
import dev.baton.context.testing.ThreadKind;
import dev.baton.executors.ContextExecutors;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to register a function, wherever and however the future before it completes. */
final class ContextFluentFutureTest {
  private static final Context A = named("A");
  private static final Context B = named("B");
  private static final Context C = named("C");
  private static final Map<String, ListenableFutureMethods.Method> METHODS =
      ListenableFutureMethods.all();
  private static final Map<String, ListenableFutureMethods.Method> COMBINING =
      ListenableFutureMethods.combining();

  private final ExecutorService pool = Executors.newFixedThreadPool(2);

  @AfterEach
  void closePool() {
    pool.close();
  }

  /** How the source completes. */
  enum Placement {
    ALREADY_COMPLETE,
    LATER_WITHOUT_CONTEXT,
    LATER_WITH_ANOTHER_CONTEXT,
    FAILS_LATER_WITH_ANOTHER_CONTEXT,
    CANCELLED_LATER_WITH_ANOTHER_CONTEXT;

    boolean fails() {
      return compareTo(FAILS_LATER_WITH_ANOTHER_CONTEXT) >= 0;
    }

    void completeNow(SettableFuture<String> source) {
      if (this == ALREADY_COMPLETE) {
        source.set("value");
      }
    }

    void completeLater(SettableFuture<String> source) {
      if (this == ALREADY_COMPLETE) {
        return;
      }
      Context context = this == LATER_WITHOUT_CONTEXT ? Context.root() : B;
      ThreadKind.PLATFORM.run(
          () -> {
            try (Scope scope = context.makeCurrent()) {
              complete(source);
              assertThat(Context.current()).isSameAs(context);
            }
          });
    }

    private void complete(SettableFuture<String> source) {
      switch (this) {
        case FAILS_LATER_WITH_ANOTHER_CONTEXT ->
            source.setException(new IllegalStateException("on purpose"));
        case CANCELLED_LATER_WITH_ANOTHER_CONTEXT -> source.cancel(true);
        default -> source.set("value");
      }
    }
  }

  /** Where the function runs. */
  enum On {
    DIRECT,
    RAW_POOL,
    WRAPPED_POOL;

    Executor executor(ExecutorService pool) {
      return switch (this) {
        case DIRECT -> directExecutor();
        case RAW_POOL -> pool;
        case WRAPPED_POOL -> ContextExecutors.wrap(pool);
      };
    }
  }

  private static Stream<Arguments> cases(Map<String, ?> methods, On... executors) {
    return methods.keySet().stream()
        .flatMap(
            method ->
                Arrays.stream(Placement.values())
                    .flatMap(
                        placement ->
                            Arrays.stream(executors)
                                .map(on -> Arguments.of(method, placement, on))));
  }

  static Stream<Arguments> cases() {
    return cases(METHODS, On.values());
  }

  static Stream<Arguments> combiningCases() {
    return cases(COMBINING, On.DIRECT, On.WRAPPED_POOL);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void functionRunsUnderTheContextItWasRegisteredUnder(String method, Placement placement, On on) {
    run(method, METHODS.get(method), placement, on, "A");
  }

  @ParameterizedTest
  @MethodSource("combiningCases")
  void functionOfACombinerRunsUnderTheContextItWasRegisteredUnder(
      String method, Placement placement, On on) {
    run(method, COMBINING.get(method), placement, on, "A");
  }

  /** Guava hands it to the executor from its listener, and the raw executor carries nothing. */
  @ParameterizedTest
  @EnumSource
  void functionOfACombinerOnARawPoolRunsUnderRoot(Placement placement) {
    COMBINING.forEach((name, method) -> run(name, method, placement, On.RAW_POOL, "null"));
  }

  private void run(
      String name,
      ListenableFutureMethods.Method method,
      Placement placement,
      On on,
      String expected) {
    SettableFuture<String> source = SettableFuture.create();
    placement.completeNow(source);
    Executor executor = on.executor(pool);
    List<String> seen = new CopyOnWriteArrayList<>();
    List<String> afterwards = new CopyOnWriteArrayList<>();
    CountDownLatch called =
        new CountDownLatch(ListenableFutureMethods.isCalled(name, placement.fails()) ? 1 : 0);
    CountDownLatch ended = new CountDownLatch(1);
    ListenableFuture<?> result;
    try (Scope scope = A.makeCurrent()) {
      Runnable probe =
          () -> {
            seen.add(String.valueOf(currentName()));
            called.countDown();
          };
      result = method.register(ContextFluentFuture.wrap(source), probe, executor);
    }
    try (Scope scope = C.makeCurrent()) {
      ContextFluentFuture.wrap(result)
          .addListener(
              () -> {
                afterwards.add(currentName());
                ended.countDown();
              },
              executor);
    }
    placement.completeLater(source);
    Calls.await(ended);
    Calls.await(called);
    assertThat(afterwards).containsExactly("C");
    if (ListenableFutureMethods.isCalled(name, placement.fails())) {
      assertThat(seen).containsExactly(expected);
    } else {
      assertThat(seen).isEmpty();
    }
  }

  private static String load(String what) {
    return what + " of " + currentName();
  }

  // @start region="chain"
  static ListenableFuture<String> receipt(
      ListenableFuture<String> answer, UnaryOperator<String> load, Executor pool) {
    return ContextFluentFuture.wrap(answer)
        .transform(order -> order + ", " + load.apply("price"), directExecutor())
        .transformAsync(order -> immediateFuture(order + ", " + load.apply("receipt")), pool)
        .catching(TimeoutException.class, timeout -> load.apply("apology"), directExecutor());
  }

  // @end

  @Test
  void everyFunctionOfAChainRunsUnderTheContextItWasRegisteredUnder() throws Exception {
    SettableFuture<String> answer = SettableFuture.create();
    ListenableFuture<String> result;
    try (Scope scope = A.makeCurrent()) {
      result = receipt(answer, ContextFluentFutureTest::load, pool);
    }
    ThreadKind.PLATFORM.run(() -> answer.set("order"));
    assertThat(result.get()).isEqualTo("order, price of A, receipt of A");
  }
}
