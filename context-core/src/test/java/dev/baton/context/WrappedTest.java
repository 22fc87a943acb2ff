package dev.baton.context;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.context.testing.Calls;
import dev.baton.context.testing.ThreadKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a wrapped task or function is in itself. */
class WrappedTest {
  private static final Context A = named("A");
  private static final Context B = named("B");

  @ParameterizedTest
  @EnumSource
  void argumentsAndResultPassThrough(WrapMethod method) {
    List<Object> given = new CopyOnWriteArrayList<>();
    Object wrapped =
        method.wrap(
            Propagation.capturing(),
            arguments -> {
              given.addAll(List.of(arguments));
              return true;
            });
    Object result = method.invoke(wrapped, "a", "b");
    switch (method) {
      case RUNNABLE -> assertThat(result).isNull();
      case CONSUMER, BI_CONSUMER, SUBSCRIBER -> assertThat(result).isNull();
      default -> assertThat(result).isEqualTo(true);
    }
    switch (method) {
      case RUNNABLE, CALLABLE, SUPPLIER -> assertThat(given).isEmpty();
      case CONSUMER, FUNCTION, PREDICATE, UNARY_OPERATOR, SUBSCRIBER ->
          assertThat(given).containsExactly("a");
      default -> assertThat(given).containsExactly("a", "b");
    }
  }

  @ParameterizedTest
  @EnumSource(names = ".*PREDICATE", mode = EnumSource.Mode.MATCH_ALL)
  void noOfAPredicatePassesThrough(WrapMethod method) {
    Object wrapped = method.wrap(Propagation.capturing(), arguments -> false);
    assertThat(method.invoke(wrapped, "a", "b")).isEqualTo(false);
  }

  @ParameterizedTest
  @EnumSource
  void failurePassesThrough(WrapMethod method) {
    IllegalStateException failure = new IllegalStateException("on purpose");
    Object wrapped =
        method.wrap(
            Propagation.fixed(A),
            arguments -> {
              throw failure;
            });
    assertThatThrownBy(() -> method.run(wrapped)).isSameAs(failure);
    assertThat(currentName()).isNull();
  }

  @Test
  void checkedFailureOfACallablePassesThrough() {
    IOException failure = new IOException("on purpose");
    Callable<Object> task =
        () -> {
          throw failure;
        };
    assertThatThrownBy(() -> Propagation.fixed(A).wrap(task).call()).isSameAs(failure);
  }

  @ParameterizedTest
  @EnumSource
  void knowsItsContextAndItsOriginal(WrapMethod method) {
    try (Scope scope = A.makeCurrent()) {
      ContextTask wrapped = method.wrapTask(Propagation.capturing(), () -> {});
      assertThat(wrapped.context()).isSameAs(A);
      Object original = wrapped.unwrap();
      assertThat(original).isNotInstanceOf(ContextTask.class).isNotSameAs(wrapped);
      assertThat(ContextTask.unwrap((Object) wrapped)).isSameAs(original);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isNamedForItsInterfaceAndItsOriginal(WrapMethod method) {
    ContextTask wrapped = method.wrapTask(Propagation.capturing(), () -> {});
    String camelCase = method.name().replace("_", "");
    assertThat(wrapped.toString())
        .isEqualToIgnoringCase("Context" + camelCase + "[" + wrapped.unwrap() + "]");
  }

  @ParameterizedTest
  @EnumSource
  void nullIsRefusedByName(WrapMethod method) {
    String name =
        switch (method) {
          case RUNNABLE, CALLABLE -> "task";
          case SUPPLIER -> "supplier";
          case CONSUMER, BI_CONSUMER -> "consumer";
          case FUNCTION, BI_FUNCTION -> "function";
          case PREDICATE, BI_PREDICATE -> "predicate";
          case UNARY_OPERATOR, BINARY_OPERATOR -> "operator";
          case SUBSCRIBER -> "subscriber";
        };
    assertThatNullPointerException()
        .isThrownBy(() -> method.wrap(Propagation.capturing(), null))
        .withMessage(name);
  }

  @ParameterizedTest
  @EnumSource
  void runsAnyNumberOfTimes(WrapMethod method) {
    List<String> seen = new CopyOnWriteArrayList<>();
    Object wrapped = method.wrapTask(Propagation.fixed(A), () -> seen.add(currentName()));
    for (ThreadKind kind : ThreadKind.values()) {
      kind.run(
          () -> {
            method.run(wrapped);
            method.run(wrapped);
            assertThat(currentName()).isNull();
          });
    }
    assertThat(seen).hasSize(8).containsOnly("A");
  }

  @ParameterizedTest
  @EnumSource
  void runsOnTwoThreadsAtOnce(WrapMethod method) {
    CyclicBarrier both = new CyclicBarrier(2);
    List<String> seen = new CopyOnWriteArrayList<>();
    Calls.Action meet =
        () -> {
          both.await();
          seen.add(currentName());
          both.await();
        };
    Object wrapped = method.wrapTask(Propagation.fixed(A), () -> Calls.run(Runnable::run, meet));
    try (ExecutorService other = ThreadKind.PLATFORM.newWorker()) {
      other.execute(() -> method.run(wrapped));
      method.run(wrapped);
      assertThat(currentName()).isNull();
      assertThat(Calls.<String>call(other, () -> currentName())).isNull();
    }
    assertThat(seen).containsExactly("A", "A");
  }

  @ParameterizedTest
  @EnumSource
  void runsWithinItself(WrapMethod method) {
    List<String> seen = new CopyOnWriteArrayList<>();
    AtomicReference<Object> self = new AtomicReference<>();
    self.set(
        method.wrapTask(
            Propagation.fixed(A),
            () -> {
              seen.add(currentName());
              if (seen.size() < 5) {
                try (Scope scope = B.makeCurrent()) {
                  method.run(self.get());
                  seen.add(currentName());
                }
                seen.add(currentName());
              }
            }));
    method.run(self.get());
    assertThat(seen)
        .containsExactly("A", "A", "A", "A", "A", "B", "A", "B", "A", "B", "A", "B", "A");
    assertThat(currentName()).isNull();
  }
}
