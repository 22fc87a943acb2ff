package dev.baton.executors;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.testing.Calls;
import dev.baton.context.testing.ThreadKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every method of a stage, wherever and however the stage before it completes. */
final class ContextFutureStagesTest {
  private static final Context A = named("A");
  private static final Context B = named("B");
  private static final Context C = named("C");
  private static final Map<String, StageMethods.Method> METHODS = StageMethods.all();

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

    void completeNow(CompletableFuture<String> source) {
      if (this == ALREADY_COMPLETE) {
        source.complete("value");
      }
    }

    void completeLater(CompletableFuture<String> source) {
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

    private void complete(CompletableFuture<String> source) {
      switch (this) {
        case FAILS_LATER_WITH_ANOTHER_CONTEXT ->
            source.completeExceptionally(new IllegalStateException("on purpose"));
        case CANCELLED_LATER_WITH_ANOTHER_CONTEXT -> source.cancel(true);
        default -> source.complete("value");
      }
    }
  }

  /** What the stage is. */
  enum Kind {
    OURS,
    WRAPPED,
    COPY,
    MINIMAL,
    OF_MINIMAL;

    CompletionStage<String> derive(CompletableFuture<String> source) {
      return switch (this) {
        case OURS -> source;
        case WRAPPED -> ContextFutures.wrap(source);
        case COPY -> source.copy();
        case MINIMAL -> source.minimalCompletionStage();
        case OF_MINIMAL -> source.minimalCompletionStage().toCompletableFuture();
      };
    }
  }

  static Stream<Arguments> cases() {
    return METHODS.keySet().stream()
        .flatMap(
            method ->
                Arrays.stream(Placement.values())
                    .flatMap(
                        placement ->
                            Arrays.stream(Kind.values())
                                .map(kind -> Arguments.of(method, placement, kind))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void functionRunsUnderTheContextItWasRegisteredUnder(
      String method, Placement placement, Kind kind) {
    CompletableFuture<String> source =
        kind == Kind.WRAPPED ? new CompletableFuture<>() : ContextFutures.newFuture();
    placement.completeNow(source);
    CompletionStage<String> stage = kind.derive(source);
    List<String> seen = new CopyOnWriteArrayList<>();
    CompletionStage<?> result;
    CompletionStage<String> afterwards;
    try (Scope scope = A.makeCurrent()) {
      result =
          METHODS
              .get(method)
              .register(stage, () -> seen.add(currentName()), ContextExecutors.wrap(pool));
    }
    try (Scope scope = C.makeCurrent()) {
      afterwards = result.handle((value, failure) -> currentName());
    }
    placement.completeLater(source);

    CompletableFuture<String> end = new CompletableFuture<>();
    afterwards.whenComplete((value, failure) -> end.complete(value));
    assertThat(Calls.get(end)).isEqualTo("C");
    if (StageMethods.isCalled(method, placement.fails())) {
      assertThat(seen).containsExactly("A");
    } else {
      assertThat(seen).isEmpty();
    }
  }

  static Stream<Arguments> outcomes() {
    return METHODS.keySet().stream()
        .flatMap(
            method ->
                Arrays.stream(Placement.values())
                    .flatMap(
                        placement ->
                            Stream.of(true, false)
                                .map(throwing -> Arguments.of(method, placement, throwing))));
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void outcomeIsTheJdks(String method, Placement placement, boolean throwing) {
    String raw = outcome(new CompletableFuture<>(), method, placement, throwing);
    assertThat(outcome(ContextFutures.newFuture(), method, placement, throwing)).isEqualTo(raw);
    CompletableFuture<String> foreign = new CompletableFuture<>();
    assertThat(outcome(ContextFutures.wrap(foreign), method, placement, throwing)).isEqualTo(raw);
  }

  private String outcome(
      CompletableFuture<String> source, String method, Placement placement, boolean throwing) {
    Runnable probe =
        () -> {
          if (throwing) {
            throw new UnsupportedOperationException("by the function");
          }
        };
    placement.completeNow(source);
    CompletableFuture<?> result =
        METHODS.get(method).register(source, probe, pool).toCompletableFuture();
    placement.completeLater(source);
    String chain;
    try {
      chain = "value " + result.join();
    } catch (RuntimeException e) {
      chain = e + " of " + e.getCause();
    }
    return chain
        + ", cancelled "
        + result.isCancelled()
        + ", failed "
        + result.isCompletedExceptionally()
        + ", state "
        + result.state()
        + ", source "
        + source.state();
  }

  @Test
  void everyMethodThatTakesAFunctionIsTestedAndOverridden() {
    TreeSet<String> names = new TreeSet<>();
    for (java.lang.reflect.Method method : CompletableFuture.class.getMethods()) {
      boolean takesFunction =
          Arrays.stream(method.getParameterTypes())
              .anyMatch(
                  type -> type == Runnable.class || type.getName().contains("java.util.function."));
      if (takesFunction && !java.lang.reflect.Modifier.isStatic(method.getModifiers())) {
        boolean onExecutor = Arrays.asList(method.getParameterTypes()).contains(Executor.class);
        names.add(method.getName() + (onExecutor ? "(executor)" : ""));
        assertThat(ContextFuture.class)
            .satisfies(
                type ->
                    assertThat(type.getDeclaredMethod(method.getName(), method.getParameterTypes()))
                        .isNotNull());
      }
    }
    assertThat(names).containsAll(METHODS.keySet());
    names.removeAll(METHODS.keySet());
    assertThat(names).containsExactlyInAnyOrder("completeAsync", "completeAsync(executor)");
  }
}
