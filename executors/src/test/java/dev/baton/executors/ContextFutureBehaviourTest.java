package dev.baton.executors;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.testing.Calls;
import dev.baton.context.testing.ThreadKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is the JDK's in a future of ours. */
final class ContextFutureBehaviourTest {
  private static final String UNRELATED = "newIncompleteFuture";

  private static final Context A = named("A");

  private static RuntimeException failure() {
    return new IllegalStateException("on purpose");
  }

  /** How a future comes to be as it is. */
  @SuppressWarnings("ImmutableEnumChecker") // its lambdas capture nothing
  enum Situation {
    INCOMPLETE(future -> {}),
    COMPLETE(future -> future.complete("value")),
    COMPLETE_WITH_NULL(future -> future.complete(null)),
    FAILED(future -> future.completeExceptionally(failure())),
    FAILED_WITH_A_COMPLETION_EXCEPTION(
        future -> future.completeExceptionally(new CompletionException(failure()))),
    FAILED_WITH_A_CANCELLATION(
        future -> future.completeExceptionally(new CancellationException("on purpose"))),
    CANCELLED(future -> future.cancel(true)),
    COMPLETED_TWICE(
        future -> {
          future.complete("value");
          future.completeExceptionally(failure());
        }),
    TIMED_OUT(
        future -> {
          future.orTimeout(1, TimeUnit.MILLISECONDS);
          Calls.until(future::isDone);
        }),
    COMPLETED_BY_TIME_OUT(
        future -> {
          future.completeOnTimeout("late", 1, TimeUnit.MILLISECONDS);
          Calls.until(future::isDone);
        }),
    COMPLETE_BEFORE_ITS_TIME_OUT(
        future -> {
          future.orTimeout(1, TimeUnit.HOURS);
          future.complete("value");
        }),
    COMPLETED_BY_A_SUPPLIER(future -> future.completeAsync(() -> "value", Runnable::run)),
    FAILED_BY_A_SUPPLIER(
        future ->
            future.completeAsync(
                () -> {
                  throw failure();
                },
                Runnable::run)),
    OBTRUDED(
        future -> {
          future.completeExceptionally(failure());
          future.obtrudeValue("obtruded");
        }),
    OBTRUDED_WITH_A_FAILURE(
        future -> {
          future.complete("value");
          future.obtrudeException(failure());
        });

    private final Consumer<CompletableFuture<String>> steps;

    Situation(Consumer<CompletableFuture<String>> steps) {
      this.steps = steps;
    }
  }

  /** Which future is looked at: the one to which it happens, or one that comes of it. */
  private static Map<String, Function<CompletableFuture<String>, CompletableFuture<?>>> views() {
    Map<String, Function<CompletableFuture<String>, CompletableFuture<?>>> views =
        new LinkedHashMap<>();
    views.put("itself", future -> future);
    views.put("its copy", CompletableFuture::copy);
    views.put("of its minimal stage", f -> f.minimalCompletionStage().toCompletableFuture());
    views.put("thenApply", future -> future.thenApply(value -> value));
    views.put("whenComplete", future -> future.whenComplete((value, failure) -> {}));
    views.put("exceptionally", future -> future.exceptionally(failure -> "caught " + failure));
    views.put(
        "thenCompose", future -> future.thenCompose(v -> CompletableFuture.failedStage(failure())));
    views.put(UNRELATED, CompletableFuture::newIncompleteFuture);
    return views;
  }

  static Stream<Arguments> cases() {
    return views().keySet().stream()
        .flatMap(view -> Arrays.stream(Situation.values()).map(s -> Arguments.of(view, s)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void answersAreTheJdks(String view, Situation situation) {
    Map<String, String> raw = answers(new CompletableFuture<>(), view, situation);
    assertThat(answers(ContextFutures.newFuture(), view, situation)).isEqualTo(raw);
    CompletableFuture<String> foreign = new CompletableFuture<>();
    Map<String, String> wrapped = answers(ContextFutures.wrap(foreign), view, situation);
    assertThat(wrapped).isEqualTo(raw);
  }

  private static Map<String, String> answers(
      CompletableFuture<String> future, String view, Situation situation) {
    CountDownLatch last = new CountDownLatch(1); // what is registered first is called last
    future.whenComplete((value, failure) -> last.countDown());
    CompletableFuture<?> before = views().get(view).apply(future);
    situation.steps.accept(future);
    if (future.isDone()) {
      Calls.await(last);
    }
    if (future.isDone() && !view.equals(UNRELATED)) {
      Calls.until(before::isDone); // a timer's thread may be on its way from one to the other
    }
    Map<String, String> answers = new TreeMap<>();
    FutureSnapshot.of(future).forEach((key, answer) -> answers.put("source " + key, answer));
    FutureSnapshot.of(before).forEach((key, answer) -> answers.put("before " + key, answer));
    FutureSnapshot.of(views().get(view).apply(future))
        .forEach((key, answer) -> answers.put("after " + key, answer));
    answers.put("complete", FutureSnapshot.answer(() -> future.complete("again")));
    answers.put("fail", FutureSnapshot.answer(() -> future.completeExceptionally(failure())));
    answers.put("cancel", FutureSnapshot.answer(() -> future.cancel(false)));
    return answers;
  }

  @Test
  void resultsAndFailuresAreTheVeryObjects() {
    RuntimeException failure = failure();
    Object value = new Object();
    assertThat(ContextFutures.completedFuture(value).copy().join()).isSameAs(value);
    CompletableFuture<Object> failed = ContextFutures.failedFuture(failure);
    List<Throwable> seen = new CopyOnWriteArrayList<>();
    failed.whenComplete((result, thrown) -> seen.add(thrown));
    failed.copy().whenComplete((result, thrown) -> seen.add(thrown.getCause()));
    assertThat(seen).containsExactly(failure, failure);
    assertThat(failed.exceptionNow()).isSameAs(failure);
  }

  @Test
  void stagesRunInTheOrderOfTheJdk() {
    List<Integer> order = new CopyOnWriteArrayList<>();
    List<Integer> rawOrder = new CopyOnWriteArrayList<>();
    CompletableFuture<String> future = ContextFutures.newFuture();
    CompletableFuture<String> raw = new CompletableFuture<>();
    for (int i = 0; i < 5; i++) {
      int number = i;
      future.thenRun(() -> order.add(number)).thenRun(() -> order.add(10 + number));
      raw.thenRun(() -> rawOrder.add(number)).thenRun(() -> rawOrder.add(10 + number));
    }
    future.complete("value");
    raw.complete("value");
    assertThat(order).isEqualTo(rawOrder).hasSize(10);
  }

  @Test
  void defaultExecutorIsTheJdks() {
    CompletableFuture<String> future = ContextFutures.newFuture();
    CompletableFuture<String> wrapped = ContextFutures.wrap(new CompletableFuture<>());
    for (CompletableFuture<?> each :
        List.of(future, wrapped, future.copy(), future.thenRun(() -> {}))) {
      if (ForkJoinPool.getCommonPoolParallelism() > 1) {
        assertThat(each.defaultExecutor()).isSameAs(new CompletableFuture<>().defaultExecutor());
      }
      assertThat(each.defaultExecutor()).isNotInstanceOf(ContextExecutor.class);
    }
  }

  /** How a stage is derived without a function. */
  @SuppressWarnings("ImmutableEnumChecker") // as above
  enum Derivation {
    COPY(CompletableFuture::copy),
    NEW_INCOMPLETE(CompletableFuture::newIncompleteFuture),
    OF_MINIMAL(future -> future.minimalCompletionStage().toCompletableFuture()),
    OF_A_STAGE_OF_MINIMAL(
        future -> future.minimalCompletionStage().thenApply(v -> v).toCompletableFuture()),
    OR_TIMEOUT(future -> future.orTimeout(1, TimeUnit.HOURS)),
    COMPLETE_ON_TIMEOUT(future -> future.completeOnTimeout("late", 1, TimeUnit.HOURS)),
    TO_COMPLETABLE_FUTURE(CompletableFuture::toCompletableFuture);

    private final Function<CompletableFuture<String>, CompletableFuture<String>> derive;

    Derivation(Function<CompletableFuture<String>, CompletableFuture<String>> derive) {
      this.derive = derive;
    }
  }

  @ParameterizedTest
  @EnumSource
  void derivedFutureIsOneOfOurs(Derivation derivation) {
    for (CompletableFuture<String> source :
        List.of(
            ContextFutures.<String>newFuture(),
            ContextFutures.wrap(new CompletableFuture<String>()))) {
      CompletableFuture<String> derived = derivation.derive.apply(source);
      assertThat(derived).isInstanceOf(ContextFuture.class);
      assertThat(derived).isNotInstanceOf(MinimalContextStage.class);
      CompletableFuture<String> seen;
      try (Scope scope = A.makeCurrent()) {
        seen = derived.handle((value, failure) -> currentName());
      }
      ThreadKind.PLATFORM.run(() -> source.complete("value"));
      derived.complete("where the source does not");
      assertThat(Calls.get(seen)).isEqualTo("A");
    }
  }

  @Test
  void minimalStageRefusesWhatTheJdksRefuses() {
    Map<String, String> refusals = refusals(CompletableFuture.completedStage("value"));
    assertThat(refusals).containsValue("UnsupportedOperationException").containsValue("returned");
    assertThat(refusals(ContextFutures.completedFuture("value").minimalCompletionStage()))
        .isEqualTo(refusals);
    assertThat(refusals(ContextFutures.completedStage("value"))).isEqualTo(refusals);
    CompletionStage<String> failed = CompletableFuture.failedStage(failure());
    assertThat(refusals(ContextFutures.failedStage(failure()))).isEqualTo(refusals(failed));
    assertThat(refusals(ContextFutures.failedFuture(failure()).minimalCompletionStage()))
        .isEqualTo(refusals(failed));
    assertThat(
            refusals(
                ContextFutures.completedFuture("value").minimalCompletionStage().thenApply(v -> v)))
        .isEqualTo(refusals);
  }

  /** What every method does when all it is given is null or zero. */
  private static Map<String, String> refusals(CompletionStage<?> stage) {
    Map<String, String> refusals = new TreeMap<>();
    for (Method method : CompletableFuture.class.getDeclaredMethods()) {
      if (Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers())) {
        refusals.put(
            method.getName() + Arrays.toString(method.getParameterTypes()), call(method, stage));
      }
    }
    return refusals;
  }

  private static String call(Method method, Object target) {
    Object[] nothing =
        Arrays.stream(method.getParameterTypes())
            .map(type -> type == boolean.class ? (Object) false : type == long.class ? 0L : null)
            .toArray();
    try {
      method.invoke(target, nothing);
      return "returned";
    } catch (InvocationTargetException e) {
      return e.getCause().getClass().getSimpleName();
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
