package dev.baton.executors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.Propagation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Futures around stages that the JDK does not follow itself, or that nobody can complete. */
final class WrappedStageTest {
  private final IllegalStateException failure = new IllegalStateException("on purpose");
  private final CompletableFuture<String> origin = new CompletableFuture<>();

  /** A future by its class, which hands on what it is asked and never has a result itself. */
  private static final class InName extends CompletableFuture<String> {
    private final CompletableFuture<String> real;

    InName(CompletableFuture<String> real) {
      this.real = real;
    }

    @Override
    public CompletableFuture<String> whenComplete(
        BiConsumer<? super String, ? super Throwable> action) {
      return real.whenComplete(action);
    }

    @Override
    public boolean isDone() {
      return real.isDone();
    }

    @Override
    public String getNow(String valueIfAbsent) {
      return real.getNow(valueIfAbsent);
    }

    @Override
    public String toString() {
      return "a request";
    }
  }

  @SuppressWarnings("ImmutableEnumChecker") // its lambdas capture nothing
  enum Kind {
    MINIMAL(CompletableFuture::minimalCompletionStage),
    IN_NAME(InName::new),
    WRAPPED_MINIMAL(origin -> ContextFutures.wrap(origin.minimalCompletionStage())),
    OURS(origin -> ContextFutures.wrap(origin));

    private final Function<CompletableFuture<String>, CompletionStage<String>> derive;

    Kind(Function<CompletableFuture<String>, CompletionStage<String>> derive) {
      this.derive = derive;
    }
  }

  private CompletableFuture<String> wrap(Kind kind) {
    return ContextFutures.wrap(kind.derive.apply(origin), Propagation.root());
  }

  @ParameterizedTest
  @EnumSource
  void wrapperAndItsStagesEndAsTheOriginDoes(Kind kind) {
    CompletableFuture<String> wrapper = wrap(kind);
    CompletableFuture<String> stage = wrapper.thenApply(value -> value + "!");
    assertThat(wrapper).isNotDone();
    origin.complete("value");
    assertThat(wrapper).isDone();
    assertThat(wrapper.getNow(null)).isEqualTo("value");
    assertThat(stage).isCompletedWithValue("value!");
  }

  @ParameterizedTest
  @EnumSource(names = {"MINIMAL", "IN_NAME"})
  void functionsSeeAFailure(Kind kind) {
    List<Throwable> seen = new CopyOnWriteArrayList<>();
    CompletableFuture<String> wrapper = wrap(kind);
    List<CompletableFuture<?>> stages = new ArrayList<>();
    stages.add(wrapper.handle((value, thrown) -> seen.add(thrown)));
    stages.add(wrapper.whenComplete((value, thrown) -> seen.add(thrown)));
    stages.add(wrapper.exceptionally(thrown -> String.valueOf(seen.add(thrown))));
    origin.completeExceptionally(failure);
    assertThat(stages).allMatch(CompletableFuture::isDone);
    assertThat(seen)
        .hasSize(3)
        .allMatch(thrown -> thrown == failure || thrown.getCause() == failure);
  }

  @Test
  void wrapperOfAMinimalStageTellsWhetherACallHasEndedIt() {
    CompletableFuture<String> wrapper = wrap(Kind.MINIMAL);
    assertThat(wrapper.completeExceptionally(failure)).isTrue();
    assertThat(wrapper.completeExceptionally(failure)).isFalse();
    assertThat(wrapper.cancel(true)).isFalse();
    assertThat(wrapper.exceptionNow()).isSameAs(failure);
    assertThat(origin).isNotDone();
  }

  @ParameterizedTest
  @EnumSource
  void textIsTheJdks(Kind kind) {
    CompletableFuture<String> wrapper = wrap(kind);
    assertThat(wrapper.toString()).endsWith("[Not completed]");
    origin.completeExceptionally(failure);
    assertThat(wrapper.toString()).contains("[Completed exceptionally: ");
  }

  @Test
  void textOfOneAroundOursIsOurs() {
    CompletableFuture<String> ours = ContextFutures.newFuture();
    CompletableFuture<String> wrapper = ContextFutures.wrap(ours, Propagation.root());
    ours.completeExceptionally(failure);
    assertThat(wrapper.toString())
        .endsWith("[Completed exceptionally: java.lang.IllegalStateException]");
  }
}
