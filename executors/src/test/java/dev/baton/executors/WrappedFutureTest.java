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
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Futures around stages that come from elsewhere. */
final class WrappedFutureTest {
  private static final Context A = named("A");
  private static final Context B = named("B");

  private static RuntimeException failure() {
    return new IllegalStateException("on purpose");
  }

  /** Ends a future in one way or another. */
  @SuppressWarnings("ImmutableEnumChecker") // its lambdas capture nothing
  enum End {
    COMPLETE(future -> future.complete("value")),
    FAIL(future -> future.completeExceptionally(failure())),
    FAIL_AS_A_STAGE(future -> future.completeExceptionally(new CompletionException(failure()))),
    CANCEL(future -> future.cancel(true)),
    COMPLETE_ASYNC(future -> ended(future.completeAsync(() -> "value"))),
    COMPLETE_ASYNC_ON_EXECUTOR(
        future ->
            ended(
                future.completeAsync(
                    () -> "value", command -> Thread.startVirtualThread(command)))),
    FAIL_ASYNC(
        future ->
            ended(
                future.completeAsync(
                    () -> {
                      throw failure();
                    }))),
    TIME_OUT(future -> ended(future.orTimeout(1, TimeUnit.MILLISECONDS))),
    COMPLETE_ON_TIME_OUT(
        future -> ended(future.completeOnTimeout("late", 1, TimeUnit.MILLISECONDS))),
    OBTRUDE(future -> future.obtrudeValue("value")),
    OBTRUDE_A_FAILURE(future -> future.obtrudeException(failure()));

    private final Consumer<CompletableFuture<String>> end;

    End(Consumer<CompletableFuture<String>> end) {
      this.end = end;
    }

    private static void ended(CompletableFuture<String> future) {
      Calls.until(future::isDone);
    }
  }

  @ParameterizedTest
  @EnumSource
  void wrapperEndsAsItsSourceDoes(End end) {
    CompletableFuture<String> source = new CompletableFuture<>();
    CompletableFuture<String> wrapper = ContextFutures.wrap(source);
    CompletableFuture<String> seen;
    try (Scope scope = A.makeCurrent()) {
      seen = wrapper.handle((value, failure) -> currentName());
    }
    ThreadKind.PLATFORM.run(() -> end.end.accept(source));
    assertThat(Calls.get(seen)).isEqualTo("A");
    assertThat(withoutDependents(wrapper)).isEqualTo(withoutDependents(source));
    assertThat(withoutDependents(ContextFutures.wrap(source))).isEqualTo(withoutDependents(source));
  }

  @ParameterizedTest
  @EnumSource
  void sourceEndsAsItsWrapperDoes(End end) {
    CompletableFuture<String> source = new CompletableFuture<>();
    CompletableFuture<String> wrapper = ContextFutures.wrap(source);
    CompletableFuture<String> raw = new CompletableFuture<>();
    end.end.accept(wrapper);
    end.end.accept(raw);
    assertThat(withoutDependents(wrapper)).isEqualTo(withoutDependents(raw));
    Calls.until(source::isDone);
    assertThat(withoutDependents(source)).isEqualTo(withoutDependents(raw));
  }

  @ParameterizedTest
  @EnumSource
  void whatHasEndedStaysAsItIsUnlessObtruded(End end) {
    CompletableFuture<String> source = CompletableFuture.completedFuture("first");
    CompletableFuture<String> wrapper = ContextFutures.wrap(source);
    CompletableFuture<String> raw = CompletableFuture.completedFuture("first");
    end.end.accept(wrapper);
    end.end.accept(raw);
    assertThat(withoutDependents(wrapper)).isEqualTo(withoutDependents(raw));
    assertThat(withoutDependents(source)).isEqualTo(withoutDependents(raw));
  }

  private static Object withoutDependents(CompletableFuture<?> future) {
    var snapshot = FutureSnapshot.of(future);
    snapshot.remove("dependents");
    return snapshot;
  }

  @Test
  void supplierOfCompleteAsyncRunsUnderTheCallersContext() {
    CompletableFuture<String> source = new CompletableFuture<>();
    try (Scope scope = A.makeCurrent()) {
      ContextFutures.wrap(source).completeAsync(() -> currentName());
    }
    assertThat(Calls.get(source)).isEqualTo("A");
  }

  @Test
  void wrapperIsDoneWhenItsSourceIsAlthoughAnotherCallbackIsSlow() {
    Gate gate = new Gate();
    CountDownLatch slow = new CountDownLatch(1);
    CompletableFuture<String> source = new CompletableFuture<>();
    CompletableFuture<String> wrapper = ContextFutures.wrap(source);
    source.thenRun( // before the wrapper's own: the last comes first
        () -> {
          slow.countDown();
          gate.pass();
        });
    Thread completer = Thread.ofPlatform().start(() -> source.complete("value"));
    try {
      Calls.await(slow);
      assertThat(withoutDependents(wrapper)).isEqualTo(withoutDependents(source));
      assertThat(Calls.get(wrapper)).isEqualTo("value");
      assertThat(wrapper.thenApply(value -> value + "!")).isCompletedWithValue("value!");
      assertThat(wrapper.copy()).isCompletedWithValue("value");
      assertThat(Calls.get(wrapper.minimalCompletionStage().toCompletableFuture()))
          .isEqualTo("value");
    } finally {
      gate.open();
      Calls.until(() -> !completer.isAlive());
    }
  }

  @Test
  void callbackOfTheSourceMayJoinTheWrapper() {
    CompletableFuture<String> source = new CompletableFuture<>();
    CompletableFuture<String> wrapper = ContextFutures.wrap(source);
    CompletableFuture<String> seen =
        source.thenApply(value -> wrapper.join() + wrapper.thenApply(v -> v).join());
    ThreadKind.PLATFORM.run(() -> source.complete("value"));
    assertThat(Calls.get(seen)).isEqualTo("valuevalue");
  }

  @Test
  void functionsSeeTheVeryFailureOfTheSource() {
    IllegalStateException failure = new IllegalStateException("on purpose");
    CompletableFuture<String> source = new CompletableFuture<>();
    CompletableFuture<String> wrapper = ContextFutures.wrap(source);
    List<Throwable> seen = new CopyOnWriteArrayList<>();
    for (boolean done : new boolean[] {false, true}) {
      if (done) {
        source.completeExceptionally(failure);
      }
      wrapper.handle((value, thrown) -> seen.add(thrown));
      wrapper.whenComplete((value, thrown) -> seen.add(thrown));
      wrapper.exceptionally(
          thrown -> {
            seen.add(thrown);
            return "";
          });
      wrapper.exceptionallyCompose(
          thrown -> {
            seen.add(thrown);
            return CompletableFuture.completedFuture("");
          });
    }
    assertThat(seen).hasSize(8).containsOnly(failure);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void supplierOfACancelledFutureDoesNotRun(boolean raw) {
    List<Runnable> queue = new ArrayList<>();
    AtomicBoolean ran = new AtomicBoolean();
    CompletableFuture<String> source = new CompletableFuture<>();
    CompletableFuture<String> future = raw ? source : ContextFutures.wrap(source);
    future.completeAsync(
        () -> {
          ran.set(true);
          return "value";
        },
        queue::add);
    future.cancel(true);
    queue.forEach(Runnable::run);
    assertThat(ran).isFalse();
    assertThat(future).isCancelled();
  }

  @Test
  void listenerHearsOfWhatTheUserGaveOnly() {
    RecordingListener listener = new RecordingListener();
    Propagation propagation = Propagation.capturing().with(listener);
    Supplier<String> supplier = () -> "value";
    Function<String, String> function = value -> value;
    for (CompletableFuture<String> future :
        List.of(
            ContextFutures.<String>newFuture(propagation),
            ContextFutures.wrap(new CompletableFuture<String>(), propagation),
            ContextFutures.wrap(ContextFutures.<String>newFuture(propagation), propagation))) {
      CompletableFuture<String> result =
          future
              .orTimeout(1, TimeUnit.HOURS)
              .completeOnTimeout("late", 1, TimeUnit.HOURS)
              .copy()
              .minimalCompletionStage()
              .toCompletableFuture()
              .thenApply(function);
      ContextFutures.allOf(future);
      future.completeAsync(supplier, Runnable::run);
      assertThat(Calls.get(result)).isEqualTo("value");
    }
    assertThat(listener.events())
        .hasSize(18)
        .extracting(RecordingListener.Event::task)
        .containsOnly(supplier, function);
  }

  @Test
  void completionsThatRaceOnBothSidesHaveOneWinnerAndOneOutcome() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      CyclicBarrier start = new CyclicBarrier(2);
      for (int i = 0; i < 1000; i++) {
        CompletableFuture<String> source = new CompletableFuture<>();
        CompletableFuture<String> wrapper = ContextFutures.wrap(source);
        Predicate<CompletableFuture<String>> onWrapper =
            i % 2 == 0 ? f -> f.complete("wrapper") : f -> f.completeExceptionally(failure());
        Future<Boolean> first = race(pool, start, wrapper, onWrapper);
        Future<Boolean> second = race(pool, start, source, f -> f.complete("source"));
        assertThat(first.get()).isNotEqualTo(second.get());
        assertThat(wrapper).isDone();
        assertThat(withoutDependents(wrapper)).isEqualTo(withoutDependents(source));
      }
    }
  }

  private static Future<Boolean> race(
      ExecutorService pool,
      CyclicBarrier start,
      CompletableFuture<String> future,
      Predicate<CompletableFuture<String>> completion) {
    return pool.submit(
        () -> {
          start.await();
          return completion.test(future);
        });
  }

  @Test
  void cancellationReachesASourceWithACancelOfItsOwn() {
    AtomicReference<Boolean> interrupt = new AtomicReference<>();
    CompletableFuture<String> request =
        new CompletableFuture<>() {
          @Override
          public boolean cancel(boolean mayInterruptIfRunning) {
            interrupt.set(mayInterruptIfRunning);
            return super.cancel(mayInterruptIfRunning);
          }
        };
    CompletableFuture<String> wrapper = ContextFutures.wrap(request);
    assertThat(wrapper.cancel(true)).isTrue();
    assertThat(wrapper.cancel(true)).isTrue();
    assertThat(interrupt).hasValue(true);
    assertThat(request).isCancelled();
  }

  /** The one of the JDK's HTTP client does. */
  @Test
  void cancellationOfASourceThatFailsInAWayOfItsOwnIsToldAsSuch() {
    CompletableFuture<String> request =
        new CompletableFuture<>() {
          @Override
          public boolean cancel(boolean mayInterruptIfRunning) {
            return completeExceptionally(new CompletionException(new CancellationException()));
          }
        };
    CompletableFuture<String> wrapper = ContextFutures.wrap(request);
    assertThat(wrapper.cancel(true)).isTrue();
    assertThat(wrapper.exceptionNow()).isInstanceOf(CancellationException.class);
    assertThat(withoutDependents(wrapper)).isEqualTo(withoutDependents(request));
  }

  @Test
  void sourceThatIsAMinimalStageIsFollowedAndLeftAlone() {
    CompletableFuture<String> origin = new CompletableFuture<>();
    CompletionStage<String> minimal = origin.minimalCompletionStage();
    CompletableFuture<String> follower = ContextFutures.wrap(minimal);
    CompletableFuture<String> completed = ContextFutures.wrap(minimal);
    CompletableFuture<String> cancelled = ContextFutures.wrap(minimal);
    CompletableFuture<String> supplied = ContextFutures.wrap(minimal);
    assertThat(completed.complete("mine")).isTrue();
    assertThat(completed.complete("again")).isFalse();
    assertThat(cancelled.cancel(true)).isTrue();
    assertThat(Calls.get(supplied.completeAsync(() -> "supplied"))).isEqualTo("supplied");
    assertThat(origin).isNotDone();
    origin.complete("value");
    assertThat(follower).isCompletedWithValue("value");
    assertThat(completed).isCompletedWithValue("mine");
    completed.obtrudeValue("obtruded");
    assertThat(completed).isCompletedWithValue("obtruded");
    assertThat(origin).isCompletedWithValue("value");
  }

  /** A stage of somebody else's class, which also has these interfaces. */
  @SuppressWarnings("unchecked")
  private static CompletionStage<String> custom(CompletableFuture<String> inner, Class<?>... also) {
    Class<?>[] types = Arrays.copyOf(also, also.length + 1);
    types[also.length] = CompletionStage.class;
    return (CompletionStage<String>)
        Proxy.newProxyInstance(
            WrappedFutureTest.class.getClassLoader(),
            types,
            (proxy, method, arguments) -> {
              try {
                return method.invoke(inner, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @ParameterizedTest
  @EnumSource(names = {"COMPLETE", "FAIL", "CANCEL"})
  void stageOfAnotherClassIsFollowed(End end) {
    CompletableFuture<String> inner = new CompletableFuture<>();
    CompletableFuture<String> wrapper = ContextFutures.wrap(custom(inner));
    CompletableFuture<String> seen;
    try (Scope scope = A.makeCurrent()) {
      seen = wrapper.handle((value, failure) -> currentName());
    }
    ThreadKind.PLATFORM.run(() -> end.end.accept(inner));
    assertThat(Calls.get(seen)).isEqualTo("A");
    assertThat(withoutDependents(wrapper)).isEqualTo(withoutDependents(inner));
  }

  @Test
  void stageOfAnotherClassIsCancelledIfItIsAFuture() {
    CompletableFuture<String> plain = new CompletableFuture<>();
    CompletableFuture<String> future = new CompletableFuture<>();
    assertThat(ContextFutures.wrap(custom(plain)).cancel(true)).isTrue();
    assertThat(ContextFutures.wrap(custom(future, Future.class)).cancel(true)).isTrue();
    assertThat(plain).isNotDone();
    assertThat(future).isCancelled();
  }

  @Test
  void timeOutOfAStageOfAnotherClassEndsTheWrapperOnly() {
    CompletableFuture<String> inner = new CompletableFuture<>();
    CompletableFuture<String> wrapper =
        ContextFutures.wrap(custom(inner)).orTimeout(1, TimeUnit.MILLISECONDS);
    Calls.until(wrapper::isDone);
    assertThat(wrapper.exceptionNow()).isInstanceOf(TimeoutException.class);
    assertThat(inner).isNotDone();
  }

  @Test
  void wrappingOursGivesItBackUnlessThePropagationIsAnother() {
    CompletableFuture<String> ours = ContextFutures.newFuture();
    CompletableFuture<String> wrapper = ContextFutures.wrap(new CompletableFuture<>());
    assertThat(ContextFutures.wrap(ours)).isSameAs(ours);
    assertThat(ContextFutures.wrap(wrapper)).isSameAs(wrapper);
    RecordingListener listener = new RecordingListener();
    CompletableFuture<String> heard =
        ContextFutures.newFuture(Propagation.capturing().with(listener));
    CompletableFuture<String> fixed = ContextFutures.wrap(heard, Propagation.fixed(B));
    CompletableFuture<String> seen = fixed.thenApply(value -> value + " of " + currentName());
    fixed.complete("value");
    assertThat(Calls.get(seen)).isEqualTo("value of B");
    assertThat(heard).isCompletedWithValue("value");
    assertThat(listener.names()).isEmpty();
  }

  @Test
  void wrappingACompleteFutureRegistersNothingWithIt() {
    BiConsumer<CompletableFuture<String>, Integer> expect =
        (source, dependents) -> {
          ContextFutures.wrap(source);
          assertThat(source.getNumberOfDependents()).isEqualTo(dependents);
        };
    expect.accept(CompletableFuture.completedFuture("value"), 0);
    expect.accept(new CompletableFuture<>(), 1);
  }
}
