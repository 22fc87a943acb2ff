package dev.baton.executors;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.context.Propagation;
import dev.baton.context.testing.Calls;
import dev.baton.context.testing.RecordingListener;
import dev.baton.context.testing.ThreadKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stages that are given a wrapped executor. */
final class ContextFutureExecutorsTest {
  private static final Context A = named("A");
  private static final Context B = named("B");
  private static final Map<String, StageMethods.Method> METHODS = StageMethods.all();

  private final ExecutorService pool = Executors.newSingleThreadExecutor();

  @AfterEach
  void closePool() {
    pool.close();
  }

  static Stream<String> methodsWithAnExecutor() {
    return METHODS.keySet().stream().filter(method -> method.endsWith("(executor)"));
  }

  private static void complete(CompletableFuture<String> source, String method) {
    if (StageMethods.isCalled(method, false)) {
      source.complete("value");
    } else {
      source.completeExceptionally(new IllegalStateException("on purpose"));
    }
  }

  @ParameterizedTest
  @MethodSource("methodsWithAnExecutor")
  void accessorOfTheExecutorIsReadOnceWhereTheStageIsRegistered(String method) {
    CountedThreadLocal accessor = new CountedThreadLocal();
    Executor wrapped = ContextExecutors.wrap(pool, Propagation.capturing().with(accessor));
    CompletableFuture<String> source = ContextFutures.newFuture();
    List<String> seen = new CopyOnWriteArrayList<>();
    accessor.set("the registrant's");
    CompletableFuture<?> result;
    try (Scope scope = A.makeCurrent()) {
      result =
          METHODS
              .get(method)
              .register(source, () -> seen.add(currentName() + " " + accessor.value()), wrapped)
              .toCompletableFuture();
    }
    accessor.clear();
    assertThat(accessor.reads()).isEqualTo(1);
    AtomicLong readsOfCompleter = new AtomicLong(-1);
    ThreadKind.PLATFORM.run(
        () -> {
          accessor.set("the completer's");
          try (Scope scope = B.makeCurrent()) {
            complete(source, method);
          }
          readsOfCompleter.set(accessor.reads());
        });
    Calls.until(result::isDone);
    assertThat(seen).containsExactly("A the registrant's");
    assertThat(readsOfCompleter).hasValue(0);
  }

  @ParameterizedTest
  @MethodSource("methodsWithAnExecutor")
  void listenerOfTheExecutorHearsOfTheFunctionOnce(String method) {
    RecordingListener listener = new RecordingListener();
    Executor wrapped = ContextExecutors.wrap(pool, Propagation.capturing().with(listener));
    CompletableFuture<String> source = ContextFutures.newFuture();
    try (Scope scope = A.makeCurrent()) {
      METHODS.get(method).register(source, () -> {}, wrapped);
      assertThat(listener.names()).containsExactly("submitted");
    }
    complete(source, method);
    Calls.run(pool, () -> {});
    assertThat(listener.names()).containsExactly("submitted", "started", "ended");
    assertThat(listener.events()).extracting(RecordingListener.Event::context).containsOnly(A);
  }

  @ParameterizedTest
  @MethodSource("methodsWithAnExecutor")
  void refusalOfTheExecutorEndsTheStageAsInTheJdkAndIsHeard(String method) {
    RecordingListener listener = new RecordingListener();
    pool.shutdown();
    Executor wrapped = ContextExecutors.wrap(pool, Propagation.capturing().with(listener));
    Executor unheard = ContextExecutors.wrap(pool);
    for (boolean before : new boolean[] {true, false}) {
      Map<String, String> raw = refused(new CompletableFuture<>(), method, pool, before);
      assertThat(refused(ContextFutures.newFuture(), method, unheard, before)).isEqualTo(raw);
      assertThat(refused(ContextFutures.newFuture(), method, wrapped, before)).isEqualTo(raw);
    }
    assertThat(listener.names()).containsExactly("submitted", "rejected", "submitted", "rejected");
  }

  /**
   * What becomes of a stage whose executor refuses, of the source that completes before or after.
   */
  private static Map<String, String> refused(
      CompletableFuture<String> source, String method, Executor executor, boolean before) {
    if (before) {
      complete(source, method);
    }
    CompletableFuture<?> stage =
        METHODS.get(method).register(source, () -> {}, executor).toCompletableFuture();
    if (!before) {
      complete(source, method);
    }
    assertThat(stage.exceptionNow()).isInstanceOf(RejectedExecutionException.class);
    Map<String, String> snapshot = FutureSnapshot.of(stage);
    snapshot.replaceAll((question, answer) -> withoutTask(answer));
    return snapshot;
  }

  /** The message of a refusal has the task in it, and the pool. */
  private static String withoutTask(String answer) {
    return answer.replaceAll("Task .* rejected from .*", "refused");
  }

  @Test
  void refusalOfTheExecutorReachesTheCallerOfSupplyAsyncAndIsHeard() {
    RecordingListener listener = new RecordingListener();
    pool.shutdown();
    Executor wrapped = ContextExecutors.wrap(pool, Propagation.capturing().with(listener));
    assertThatThrownBy(() -> CompletableFuture.supplyAsync(() -> "value", pool))
        .isInstanceOf(RejectedExecutionException.class);
    assertThatThrownBy(() -> ContextFutures.supplyAsync(() -> "value", pool))
        .isInstanceOf(RejectedExecutionException.class);
    assertThatThrownBy(() -> ContextFutures.supplyAsync(() -> "value", wrapped))
        .isInstanceOf(RejectedExecutionException.class);
    assertThatThrownBy(() -> ContextFutures.runAsync(() -> {}, wrapped))
        .isInstanceOf(RejectedExecutionException.class);
    assertThat(listener.names()).containsExactly("submitted", "rejected", "submitted", "rejected");
  }

  @Test
  void whatTheExecutorWouldCaptureIsLeftAside() {
    Executor fixed = ContextExecutors.wrap(pool, Propagation.fixed(B));
    try (Scope scope = A.makeCurrent()) {
      assertThat(Calls.get(ContextFutures.supplyAsync(() -> currentName(), fixed))).isEqualTo("A");
    }
    CompletableFuture<String> ofB = ContextFutures.newFuture(Propagation.fixed(B));
    CompletableFuture<String> seen =
        ofB.thenApplyAsync(value -> currentName(), ContextExecutors.wrap(pool));
    ofB.complete("value");
    assertThat(Calls.get(seen)).isEqualTo("B");
  }

  @Test
  void functionThatIsWrappedAlreadyKeepsWhatItCapturedAndGainsNothing() {
    CountedThreadLocal carried = new CountedThreadLocal();
    Executor wrapped = ContextExecutors.wrap(pool, Propagation.capturing().with(carried));
    CompletableFuture<String> source = ContextFutures.newFuture();
    Function<String, String> function =
        Propagation.fixed(A).wrapFunction(value -> currentName() + " " + carried.value());
    carried.set("the registrant's");
    CompletableFuture<String> seen = source.thenApplyAsync(function, wrapped);
    carried.clear();
    source.complete("value");
    assertThat(Calls.get(seen)).isEqualTo("A null");
  }

  @Test
  void listenersOfTheFutureAndOfTheExecutorAreBothTold() {
    RecordingListener ofFuture = new RecordingListener();
    RecordingListener ofExecutor = new RecordingListener();
    Executor wrapped = ContextExecutors.wrap(pool, Propagation.capturing().with(ofExecutor));
    CompletableFuture<String> source =
        ContextFutures.newFuture(Propagation.capturing().with(ofFuture));
    source.thenRunAsync(() -> {}, wrapped);
    source.complete("value");
    Calls.run(pool, () -> {});
    assertThat(ofFuture.names()).containsExactly("submitted", "started", "ended");
    assertThat(ofExecutor.names()).containsExactly("submitted", "started", "ended");
  }

  @Test
  void listenerOfBothTheFutureAndTheExecutorIsToldOnce() {
    RecordingListener listener = new RecordingListener();
    Propagation propagation = Propagation.capturing().with(listener);
    CompletableFuture<String> source = ContextFutures.newFuture(propagation);
    source.thenRunAsync(() -> {}, ContextExecutors.wrap(pool, propagation));
    source.complete("value");
    Calls.run(pool, () -> {});
    assertThat(listener.names()).containsExactly("submitted", "started", "ended");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4})
  void wrappedCommonPoolKeepsWhatItCarriesHoweverSmallItIs(int parallelism) throws Exception {
    String seen =
        ChildJvm.run(
            "-Djava.util.concurrent.ForkJoinPool.common.parallelism=" + parallelism,
            "-cp",
            ChildJvm.classPath(SmallCommonPool.class),
            SmallCommonPool.class.getName());
    assertThat(seen).isEqualTo("carried carried carried 3");
  }

  @Test
  void rawFutureOnAWrappedExecutorHasTheContextOfItsCompleter() {
    CompletableFuture<String> raw = new CompletableFuture<>();
    CompletableFuture<String> seen;
    try (Scope scope = A.makeCurrent()) {
      seen = raw.thenApplyAsync(value -> currentName(), ContextExecutors.wrap(pool));
    }
    try (Scope scope = B.makeCurrent()) {
      raw.complete("value");
    }
    assertThat(Calls.get(seen)).isEqualTo("B");
  }
}
