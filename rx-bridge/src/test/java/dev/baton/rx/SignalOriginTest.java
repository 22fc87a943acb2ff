package dev.baton.rx;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.rx.ContextObservers.ContextObserver;
import io.opentelemetry.context.Scope;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.FlowableSubscriber;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.functions.Function;
import io.reactivex.rxjava3.observers.DefaultObserver;
import io.reactivex.rxjava3.operators.QueueFuseable;
import io.reactivex.rxjava3.operators.QueueSubscription;
import io.reactivex.rxjava3.parallel.ParallelFlowable;
import io.reactivex.rxjava3.processors.PublishProcessor;
import io.reactivex.rxjava3.processors.UnicastProcessor;
import io.reactivex.rxjava3.schedulers.TestScheduler;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** The lists of the operators that are known: each of them is there, and is what the list says. */
@ExtendWith(CleanRx.class)
@Tag("slot")
final class SignalOriginTest {

  static Stream<String> names() {
    return Stream.concat(SignalOrigin.KNOWN_UPSTREAM.stream(), SignalOrigin.KNOWN_REQUEST.stream())
        .sorted();
  }

  @ParameterizedTest
  @MethodSource("names")
  void operatorExistsInTheRxJavaOfTheBuild(String name) throws ClassNotFoundException {
    assertThat(Class.forName(name)).isNotNull();
  }

  @Test
  void thereIsAChainForEachOperator() {
    TreeSet<String> simple = new TreeSet<>();
    names().forEach(name -> simple.add(name.substring(name.lastIndexOf('.') + 1)));
    assertThat(KnownOperators.chains().keySet()).isEqualTo(simple);
  }

  static Stream<Arguments> cases() {
    return KnownOperators.chains().keySet().stream()
        .flatMap(
            name ->
                Arrays.stream(OperatorCase.Emission.values())
                    .map(emission -> Arguments.of(name, emission)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void noCallbackOfAKnownOperatorIsReachedWithoutTheContext(
      String name, OperatorCase.Emission emission) throws Throwable {
    Function<OperatorCase, Object> operator = KnownOperators.chains().get(name);
    boolean endless = name.endsWith("Never");
    try (OperatorCase test = new OperatorCase(OperatorCase.Wiring.HOOKS, emission, false)) {
      test.allowErrors();
      test.run(
          given -> {
            Object chain = operator.apply(given);
            assertThat(chain.getClass().getSimpleName()).isEqualTo(name);
            return chain instanceof ParallelFlowable<?> rails ? rails.sequential() : chain;
          });
      for (int i = 0; i < 4; i++) {
        test.emit(() -> test.sink().request(1));
      }
      if (!endless) {
        test.awaitEnd();
      }
      test.emit(test.sink()::cancel);
      test.check();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void cancellationRunsNoCallbackOfAKnownOperatorWithoutTheContext(
      String name, OperatorCase.Emission emission) throws Throwable {
    Function<OperatorCase, Object> operator = KnownOperators.chains().get(name);
    try (OperatorCase test = new OperatorCase(OperatorCase.Wiring.HOOKS, emission, false)) {
      test.allowErrors();
      test.run(
          given -> {
            Object chain = operator.apply(given);
            return chain instanceof ParallelFlowable<?> rails ? rails.sequential() : chain;
          });
      test.emit(() -> test.sink().request(1));
      test.emit(test.sink()::cancel);
      test.checkContexts();
    }
  }

  @Test
  void unknownOperatorIsReachedFromAnywhere() {
    assertThat(
            SignalOrigin.of(
                new Flowable<Integer>() {
                  @Override
                  protected void subscribeActual(Subscriber<? super Integer> s) {}
                }))
        .isSameAs(SignalOrigin.ANYWHERE);
    assertThat(SignalOrigin.of(PublishProcessor.create())).isSameAs(SignalOrigin.ANYWHERE);
    assertThat(SignalOrigin.of(Flowable.never())).isSameAs(SignalOrigin.UPSTREAM);
    assertThat(SignalOrigin.of(Flowable.range(1, 2))).isSameAs(SignalOrigin.REQUEST);
  }

  static Stream<Supplier<Flowable<Integer>>> fuseable() {
    return Stream.of(
        () -> Flowable.range(1, 3),
        () -> Flowable.range(1, 3).map(item -> item),
        () -> Flowable.range(1, 3).filter(item -> item > 1).map(item -> item),
        () -> Flowable.fromArray(1, 2, 3).doOnNext(item -> {}).distinctUntilChanged(),
        () -> Flowable.fromIterable(List.of(1, 2)).doFinally(() -> {}),
        () -> Flowable.just(List.of(1, 2)).flatMapIterable(items -> items),
        () -> Flowable.range(1, 3).observeOn(new TestScheduler()),
        () -> Flowable.range(1, 3).onBackpressureBuffer(),
        () -> Flowable.range(1, 3).hide(),
        () -> Flowable.range(1, 3).groupBy(item -> 1).concatMap(group -> group),
        UnicastProcessor::create,
        () -> UnicastProcessor.<Integer>create().map(item -> item));
  }

  @ParameterizedTest
  @MethodSource("fuseable")
  void fusionIsAsWithoutHooks(Supplier<Flowable<Integer>> chain) {
    for (int mode :
        List.of(
            QueueFuseable.SYNC,
            QueueFuseable.ASYNC,
            QueueFuseable.ANY,
            QueueFuseable.ANY | QueueFuseable.BOUNDARY)) {
      int raw = fusion(chain.get(), mode);
      try (RxContextHooks hooks = RxContextHooks.install()) {
        assertThat(fusion(chain.get(), mode)).isEqualTo(raw);
      }
      assertThat(fusion(chain.get().compose(ContextTransformer.of()), mode)).isEqualTo(raw);
    }
  }

  private static int fusion(Flowable<Integer> chain, int mode) {
    int[] established = {-1};
    chain.subscribe(
        new FlowableSubscriber<>() {
          @Override
          public void onSubscribe(Subscription subscription) {
            if (subscription instanceof QueueSubscription<?> queue) {
              established[0] = queue.requestFusion(mode);
            }
            subscription.cancel();
          }

          @Override
          public void onNext(Integer item) {}

          @Override
          public void onError(Throwable error) {}

          @Override
          public void onComplete() {}
        });
    return established[0];
  }

  @Test
  void queueIsPolledUnderTheContextOnAForeignThread() {
    assertThat(
            polledOnAForeignThread(
                Flowable.fromStream(Stream.of(1, 2, 3).peek(item -> seen.add(currentName())))))
        .containsOnly("A");
    assertThat(
            polledOnAForeignThread(
                Flowable.range(1, 3)
                    .map(item -> seen.add(currentName()))
                    .compose(ContextTransformer.of())))
        .containsOnly("A");
  }

  @Test
  void functionIsPolledUnderTheContextByWhoKeepsTheBoundaryToHimself() {
    assertThat(polledOnAForeignThread(Flowable.range(1, 3).map(item -> seen.add(currentName()))))
        .containsOnly("A");
  }

  private final List<String> seen = new CopyOnWriteArrayList<>();

  private List<String> polledOnAForeignThread(Flowable<?> chain) {
    seen.clear();
    AtomicReference<QueueSubscription<?>> queue = new AtomicReference<>();
    try (RxContextHooks hooks = RxContextHooks.install();
        ForeignThread foreign = ForeignThread.withAnother()) {
      try (Scope scope = named("A").makeCurrent()) {
        chain.subscribe(new Fused(queue));
      }
      foreign.run(() -> drain(queue.get()));
    }
    assertThat(seen).hasSize(3);
    return List.copyOf(seen);
  }

  private static void drain(QueueSubscription<?> queue) {
    try {
      assertThat(queue.isEmpty()).isFalse();
      int polled = 0;
      while (queue.poll() != null) {
        polled++;
      }
      assertThat(polled).isEqualTo(3);
      queue.clear();
      assertThat(queue.isEmpty()).isTrue();
    } catch (Throwable t) {
      throw new AssertionError(t);
    }
  }

  private record Fused(AtomicReference<QueueSubscription<?>> queue)
      implements FlowableSubscriber<Object> {
    @Override
    public void onSubscribe(Subscription subscription) {
      queue.set((QueueSubscription<?>) subscription);
      assertThat(queue.get().requestFusion(QueueFuseable.ANY)).isEqualTo(QueueFuseable.SYNC);
    }

    @Override
    public void onNext(Object item) {}

    @Override
    public void onError(Throwable error) {}

    @Override
    public void onComplete() {}
  }

  @Test
  void straightOperatorsGetNoWrapper() {
    try (RxContextHooks hooks = RxContextHooks.install()) {
      Class<?>[] below = new Class<?>[1];
      Observable.just(1)
          .map(item -> item)
          .subscribe(
              new DefaultObserver<>() {
                @Override
                public void onStart() {
                  StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                      .forEach(
                          frame -> {
                            if (frame.getDeclaringClass() == ContextObserver.class) {
                              below[0] = frame.getDeclaringClass();
                            }
                          });
                }

                @Override
                public void onNext(Integer item) {}

                @Override
                public void onError(Throwable error) {}

                @Override
                public void onComplete() {}
              });
      assertThat(below[0]).isNull();
    }
  }
}
