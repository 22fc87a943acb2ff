package dev.baton.executors;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.Propagation;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Futures derived from a wrapped one whose source says what its dependents are. */
final class DerivedFutureTest {
  private static final Context A = named("A");

  private final List<Boolean> aborts = new ArrayList<>();
  private final CompletableFuture<String> source = new Request<>(aborts);

  /** As that of the JDK's HTTP client: any future that is derived from it aborts the request. */
  private static final class Request<T> extends CompletableFuture<T> {
    private final List<Boolean> aborts;

    Request(List<Boolean> aborts) {
      this.aborts = aborts;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
      return new Request<>(aborts);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      if (!isDone()) {
        aborts.add(mayInterruptIfRunning);
      }
      return super.cancel(mayInterruptIfRunning);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void cancellingADerivedFutureAbortsTheRequest(boolean mayInterrupt) {
    CompletableFuture<String> wrapper = ContextFutures.wrap(source);
    for (Function<CompletableFuture<String>, CompletableFuture<?>> derive :
        List.<Function<CompletableFuture<String>, CompletableFuture<?>>>of(
            future -> future.thenApply(value -> value),
            future -> future.thenApplyAsync(value -> value).thenRun(() -> {}),
            CompletableFuture::copy)) {
      aborts.clear();
      assertThat(derive.apply(wrapper).cancel(mayInterrupt)).isTrue();
      assertThat(aborts).containsExactly(mayInterrupt);
    }
  }

  @Test
  void derivedFutureThatWasCancelledInVainCanBeAgain() {
    CompletableFuture<String> wrapper = ContextFutures.wrap(source);
    CompletableFuture<?> first = wrapper.thenRun(() -> {});
    CompletableFuture<?> second = first.thenRun(() -> {});
    assertThat(first.cancel(false)).isTrue();
    assertThat(first).isCancelled();
    assertThat(second).isCompletedExceptionally();
    CompletableFuture<?> third = wrapper.thenRun(() -> {}).thenRun(() -> {});
    assertThat(third.cancel(true)).isTrue();
    assertThat(aborts).containsExactly(false, true);
  }

  @Test
  void futureThatIsDoneAbortsNothing() {
    CompletableFuture<String> derived = ContextFutures.wrap(source).thenApply(value -> value + "!");
    source.complete("done");
    assertThat(derived.cancel(true)).isFalse();
    assertThat(derived).isCompletedWithValue("done!");
    assertThat(aborts).isEmpty();
  }

  @Test
  void stagesRunUnderTheContextTheyWereRegisteredUnder() {
    CompletableFuture<String> seen;
    try (Scope scope = A.makeCurrent()) {
      seen = ContextFutures.wrap(source).thenApply(value -> value).thenApply(v -> currentName());
    }
    source.complete("done");
    assertThat(seen).isCompletedWithValue("A");
  }

  @Test
  void wrapperOfADerivedFutureHandsOnToo() {
    CompletableFuture<String> derived = ContextFutures.wrap(source).thenApply(value -> value);
    CompletableFuture<String> again = ContextFutures.wrap(derived, Propagation.root());
    assertThat(again).isNotSameAs(derived);
    assertThat(again.thenRun(() -> {}).cancel(true)).isTrue();
    assertThat(aborts).containsExactly(true);
  }
}
