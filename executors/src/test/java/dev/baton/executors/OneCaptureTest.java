package dev.baton.executors;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.MoreExecutors;
import dev.baton.context.Propagation;
import dev.baton.context.testing.Calls;
import dev.baton.context.testing.ThreadKind;
import dev.baton.executors.guava.ContextListeningExecutors;
import io.opentelemetry.context.Scope;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The context and the carried values of a task are of one moment and one thread. */
final class OneCaptureTest {
  private static final Map<String, StageMethods.Method> METHODS = StageMethods.all();

  private final ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1);
  private final CountedThreadLocal carried = new CountedThreadLocal();
  private final Propagation propagation = Propagation.capturing().with(carried);
  private final List<String> seen = new CopyOnWriteArrayList<>();

  /** The kinds of wrapped executor. */
  enum Kind {
    PLAIN,
    LISTENING;

    ScheduledExecutorService wrap(ScheduledExecutorService pool, Propagation propagation) {
      return this == PLAIN
          ? ContextExecutors.wrap(pool, propagation)
          : ContextListeningExecutors.wrap(MoreExecutors.listeningDecorator(pool), propagation);
    }
  }

  @AfterEach
  void closePool() {
    pool.close();
  }

  private void look() {
    seen.add(currentName() + " " + carried.value());
  }

  /** Submits or registers where both are set, and then takes them away. */
  private void submit(Runnable submission) {
    carried.set("the submitter's");
    try (Scope scope = named("A").makeCurrent()) {
      submission.run();
    }
    carried.clear();
    assertThat(carried.reads()).isEqualTo(1);
  }

  /** Completes where there are others. */
  private void elsewhere(Runnable completion) {
    ThreadKind.PLATFORM.run(
        () -> {
          carried.set("the completer's");
          try (Scope scope = named("B").makeCurrent()) {
            completion.run();
          }
          assertThat(carried.value()).isEqualTo("the completer's");
        });
  }

  private void assertSeen() {
    Calls.until(() -> !seen.isEmpty());
    assertThat(seen).containsExactly("A the submitter's");
  }

  static Stream<Arguments> submissions() {
    return Arrays.stream(Kind.values())
        .flatMap(
            kind ->
                Stream.concat(
                        SubmitMethod.OF_EVERY_SERVICE.stream(), SubmitMethod.OF_SCHEDULER.stream())
                    .map(method -> Arguments.of(kind, method)));
  }

  @ParameterizedTest
  @MethodSource("submissions")
  void submittedTask(Kind kind, SubmitMethod method) {
    submit(() -> method.submit(kind.wrap(pool, propagation), this::look));
    assertSeen();
  }

  static Stream<Arguments> stages() {
    return Arrays.stream(Kind.values())
        .flatMap(
            kind ->
                METHODS.keySet().stream()
                    .filter(method -> method.endsWith("(executor)"))
                    .map(method -> Arguments.of(kind, method)));
  }

  @ParameterizedTest
  @MethodSource("stages")
  void stageOnAnExecutor(Kind kind, String method) {
    CompletableFuture<String> source = ContextFutures.newFuture();
    Executor executor = kind.wrap(pool, propagation);
    submit(() -> METHODS.get(method).register(source, this::look, executor));
    elsewhere(
        () -> {
          if (StageMethods.isCalled(method, false)) {
            source.complete("value");
          } else {
            source.completeExceptionally(new IllegalStateException("on purpose"));
          }
        });
    assertSeen();
  }

  @ParameterizedTest
  @EnumSource
  void suppliedValue(Kind kind) {
    Executor executor = kind.wrap(pool, propagation);
    List<Consumer<Runnable>> ways =
        List.of(
            task -> ContextFutures.runAsync(task, executor),
            task ->
                ContextFutures.supplyAsync(
                    () -> {
                      task.run();
                      return "value";
                    },
                    executor),
            task ->
                ContextFutures.newFuture()
                    .completeAsync(
                        () -> {
                          task.run();
                          return "value";
                        },
                        executor));
    carried.set("the submitter's");
    try (Scope scope = named("A").makeCurrent()) {
      ways.forEach(way -> way.accept(this::look));
    }
    carried.clear();
    Calls.until(() -> seen.size() == 3);
    assertThat(seen).containsOnly("A the submitter's");
  }

  @ParameterizedTest
  @EnumSource
  void delayedTask(Kind kind) {
    Executor delayed =
        ContextFutures.delayedExecutor(1, TimeUnit.MILLISECONDS, kind.wrap(pool, propagation));
    submit(() -> delayed.execute(this::look));
    assertSeen();
  }

  @Test
  void forkJoinTask() {
    submit(() -> ContextForkJoinTasks.wrap(ForkJoinTask.adapt(this::look), propagation).fork());
    assertSeen();
  }

  @Test
  void threadsTask() {
    submit(() -> ContextThreads.startVirtualThread(this::look, propagation));
    assertSeen();
  }

  /** As through a decorator that hides the wrapped executor from us. */
  @Test
  void taskThatIsWrappedTwiceGainsNoValueFromTheSecondTime() {
    Runnable once = Propagation.capturing().wrap(this::look);
    assertThat(propagation.wrap(once)).isSameAs(once);
    carried.set("another's");
    ContextExecutors.wrap(pool, propagation).execute(once);
    carried.clear();
    Calls.until(() -> !seen.isEmpty());
    assertThat(seen).containsExactly("null null");
  }

  @Test
  void propagationOfEitherKindIsFound() {
    for (Kind kind : Kind.values()) {
      Executor wrapped = kind.wrap(pool, propagation);
      assertThat(ContextExecutors.propagation(wrapped)).isSameAs(propagation);
      assertThat(ContextExecutors.wrap(wrapped)).isSameAs(wrapped);
      assertThat(ContextExecutors.unwrap(wrapped)).isNotSameAs(wrapped);
    }
    assertThat(ContextExecutors.propagation(pool)).isSameAs(Propagation.installed());
  }
}
