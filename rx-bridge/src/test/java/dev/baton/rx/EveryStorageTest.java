package dev.baton.rx;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.testing.Calls;
import dev.baton.context.testing.LogCapture;
import dev.baton.context.testing.TestContexts;
import dev.baton.rx.OperatorCase.Emission;
import dev.baton.rx.OperatorCase.Wiring;
import io.opentelemetry.context.Scope;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.functions.Function;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import io.reactivex.rxjava3.processors.PublishProcessor;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One of each kind, on every storage: what an operator does with its signals does not depend on the
 * storage, so all other tests of this module run on ours only.
 */
@ExtendWith(CleanRx.class)
@SuppressWarnings("CheckReturnValue") // subscriptions end with their source
final class EveryStorageTest {
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final ForeignThread foreign = ForeignThread.withAnother();
  private final PublishProcessor<Integer> source = PublishProcessor.create();

  @AfterEach
  void closeThread() {
    foreign.close();
  }

  static Stream<Arguments> chains() {
    return Stream.of(
        Arguments.of(FlowableChain.CREATE, Wiring.HOOKS),
        Arguments.of(FlowableChain.CREATE, Wiring.TRANSFORMER),
        Arguments.of(FlowableChain.CREATE, Wiring.SCHEDULER),
        Arguments.of(FlowableChain.CONDITIONAL, Wiring.HOOKS),
        Arguments.of(FlowableChain.FUSED_ASYNC, Wiring.TRANSFORMER),
        Arguments.of(FlowableChain.PARALLEL_RUN_ON, Wiring.SCHEDULER),
        Arguments.of(ObservableChain.CREATE, Wiring.HOOKS),
        Arguments.of(ValueChain.SINGLE_CREATE, Wiring.HOOKS),
        Arguments.of(ValueChain.MAYBE_CREATE, Wiring.TRANSFORMER),
        Arguments.of(ValueChain.COMPLETABLE_CREATE, Wiring.TRANSFORMER));
  }

  @ParameterizedTest
  @MethodSource("chains")
  void signalFromAForeignThreadIsHeardUnderTheContext(
      Function<OperatorCase, Object> chain, Wiring wiring) throws Throwable {
    try (OperatorCase test = new OperatorCase(wiring, Emission.FOREIGN_WITH_ANOTHER, true)) {
      test.run(chain);
      test.awaitEnd();
      test.check();
    }
  }

  @Test
  void requestAndCancelFromAForeignThreadGoUpUnderTheContext() throws Throwable {
    try (OperatorCase test =
        new OperatorCase(Wiring.HOOKS, Emission.FOREIGN_WITHOUT_CONTEXT, false)) {
      test.run(UpwardChain.GENERATE);
      test.emit(() -> test.sink().request(2));
      test.emit(test.sink()::cancel);
      test.check();
    }
  }

  @Test
  void eachSubscriberOfOneSourceHasItsOwnAndTheLastOneRoot() {
    Flowable<Integer> chain = source.compose(ContextTransformer.of());
    for (String name : List.of("A", "B")) {
      try (Scope scope = named(name).makeCurrent()) {
        chain.subscribe(item -> see());
      }
    }
    chain.subscribe(item -> see());
    foreign.run(() -> source.onNext(1));
    assertThat(seen).containsExactly("A", "B", "null");
  }

  @Test
  void failureOfATaskIsHandledUnderItsContext() {
    RxJavaPlugins.setErrorHandler(error -> see());
    try (RxContextHooks hooks = RxContextHooks.install();
        Scope scope = named("A").makeCurrent()) {
      Schedulers.single()
          .scheduleDirect(
              () -> {
                throw new ArithmeticException("on purpose");
              });
      Calls.until(() -> !seen.isEmpty());
    }
    RxJavaPlugins.setErrorHandler(null);
    assertThat(seen).containsExactly("A");
  }

  @Test
  @Tag("hostile")
  void scopeThatACallbackLeavesOpenIsClosedForIt() {
    try (LogCapture log = LogCapture.start()) {
      try (Scope scope = named("A").makeCurrent()) {
        source
            .compose(ContextTransformer.of())
            .subscribe(item -> TestContexts.open(named("left open")));
      }
      foreign.run(() -> source.onNext(1)); // which looks
    }
  }

  @Test
  @Tag("hostile")
  void scopeThatATaskLeavesOpenIsClosedForIt() {
    CountDownLatch done = new CountDownLatch(1);
    try (LogCapture log = LogCapture.start();
        Scope scope = named("A").makeCurrent()) {
      ContextSchedulers.wrap(Schedulers.single())
          .scheduleDirect(() -> TestContexts.open(named("left open")));
      Schedulers.single()
          .scheduleDirect(
              () -> {
                see();
                done.countDown();
              });
      Calls.await(done);
    }
    assertThat(seen).containsExactly("null");
  }

  private void see() {
    seen.add(String.valueOf(currentName()));
  }
}
