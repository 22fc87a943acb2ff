package dev.baton.executors;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.baton.context.Propagation;
import dev.baton.context.testing.Calls;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The static methods that are like the JDK's, and like each other. */
final class ContextFuturesStaticsTest {
  private static final Context A = named("A");
  private static final Context B = named("B");

  private final ExecutorService pool = Executors.newFixedThreadPool(2);

  @AfterEach
  void closePool() {
    pool.close();
  }

  @Test
  void eachStaticMethodOfTheJdksHasOneThatTakesItsPlace() throws NoSuchMethodException {
    for (Method method : CompletableFuture.class.getMethods()) {
      if (Modifier.isStatic(method.getModifiers())) {
        Class<?>[] parameters = method.getParameterTypes();
        assertThat(ContextFutures.class.getMethod(method.getName(), parameters).getReturnType())
            .as(method + " " + Arrays.toString(parameters))
            .isEqualTo(method.getReturnType());
      }
    }
  }

  @Test
  void supplyAsyncAndItsFunctionsCarryWhatThePropagationSays() {
    try (Scope scope = B.makeCurrent()) {
      CompletableFuture<String> future =
          ContextFutures.supplyAsync(() -> currentName(), pool, Propagation.fixed(A))
              .thenApplyAsync(seen -> seen + currentName(), pool);
      assertThat(Calls.get(future)).isEqualTo("AA");
    }
  }

  @Test
  void runAsyncAndItsFunctionsCarryWhatThePropagationSays() {
    String[] seen = new String[1];
    try (Scope scope = B.makeCurrent()) {
      CompletableFuture<String> future =
          ContextFutures.runAsync(() -> seen[0] = currentName(), pool, Propagation.fixed(A))
              .thenApplyAsync(done -> seen[0] + currentName(), pool);
      assertThat(Calls.get(future)).isEqualTo("AA");
    }
  }

  @Test
  void completedAndFailedStagesCapture() {
    CompletionStage<String> completed = ContextFutures.completedStage("v");
    CompletionStage<String> failed = ContextFutures.failedStage(new Exception("on purpose"));
    CompletionStage<String> both;
    try (Scope scope = A.makeCurrent()) {
      both =
          completed
              .thenApplyAsync(value -> value + currentName(), pool)
              .thenCombine(failed.exceptionally(f -> currentName()), String::concat);
    }
    assertThat(Calls.get(both.toCompletableFuture())).isEqualTo("vAA");
  }

  @Test
  void functionsOfAFailedStageSeeTheVeryFailure() {
    Exception failure = new Exception("on purpose");
    for (CompletionStage<String> stage :
        List.of(
            CompletableFuture.<String>failedStage(failure),
            ContextFutures.<String>failedStage(failure))) {
      AtomicReference<Throwable> seen = new AtomicReference<>();
      assertThat(stage.whenComplete((value, thrown) -> seen.set(thrown))).isNotNull();
      assertThat(seen).hasValue(failure);
    }
  }

  @Test
  void nullIsRefused() {
    assertThatNullPointerException()
        .isThrownBy(() -> ContextFutures.supplyAsync(() -> 1, pool, null))
        .withMessage("propagation");
    assertThatNullPointerException()
        .isThrownBy(() -> ContextFutures.runAsync(() -> {}, pool, null))
        .withMessage("propagation");
    assertThatNullPointerException()
        .isThrownBy(() -> ContextFutures.runAsync(null, pool, Propagation.root()));
    assertThatNullPointerException().isThrownBy(() -> ContextFutures.failedStage(null));
  }
}
