package dev.baton.executors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.Propagation;
import dev.baton.context.testing.Calls;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A chain of futures takes none of the stack, however long it is. */
@Tag("slot")
@Tag("default")
final class LongChainsTest {
  private static final int LENGTH = 100_000;
  private static final Propagation ANOTHER = Propagation.root();

  /** Somebody's own kind, with a result of its own. */
  private static final class Foreign<T> extends CompletableFuture<T> {
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
      return new Foreign<>();
    }
  }

  /** One link of a chain, of ours and of the JDK. */
  @SuppressWarnings("ImmutableEnumChecker") // its lambdas capture nothing
  enum Link {
    ALL_OF(
        future -> ContextFutures.allOf(future, done()).thenApply(v -> "value"),
        future -> CompletableFuture.allOf(future, done()).thenApply(v -> "value")),
    BARE_ALL_OF(
        future -> cast(ContextFutures.allOf(future, done())),
        future -> cast(CompletableFuture.allOf(future, done()))),
    ANY_OF(
        future -> cast(ContextFutures.anyOf(future, new CompletableFuture<>())),
        future -> cast(CompletableFuture.anyOf(future, new CompletableFuture<>()))),
    WRAP(
        future -> ContextFutures.wrap(future.thenApply(v -> v)),
        future -> future.thenApply(v -> v)),
    WRAP_ANEW(
        future -> ContextFutures.wrap(future.thenApply(v -> v), ANOTHER),
        future -> future.thenApply(v -> v).copy()),
    WRAP_FOREIGN(
        future -> ContextFutures.wrap(foreign().thenCompose(v -> future)),
        future -> foreign().thenCompose(v -> future).thenApply(v -> v)),
    WRAP_WRAPPED(
        future -> ContextFutures.wrap(future, ANOTHER), future -> future.thenApply(v -> v)),
    MINIMAL(
        future -> future.minimalCompletionStage().toCompletableFuture(),
        future -> future.minimalCompletionStage().toCompletableFuture()),
    COPY(CompletableFuture::copy, CompletableFuture::copy),
    COMPOSE(future -> done().thenCompose(v -> future), future -> done().thenCompose(v -> future));

    private final UnaryOperator<CompletableFuture<String>> ours;
    private final UnaryOperator<CompletableFuture<String>> jdks;

    Link(
        UnaryOperator<CompletableFuture<String>> ours,
        UnaryOperator<CompletableFuture<String>> jdks) {
      this.ours = ours;
      this.jdks = jdks;
    }

    private static CompletableFuture<Object> done() {
      return CompletableFuture.completedFuture("done");
    }

    private static CompletableFuture<Object> foreign() {
      CompletableFuture<Object> done = new Foreign<>();
      done.complete("done");
      return done;
    }

    @SuppressWarnings("unchecked")
    private static CompletableFuture<String> cast(CompletableFuture<?> future) {
      return (CompletableFuture<String>) future;
    }
  }

  private static CompletableFuture<String> chain(
      CompletableFuture<String> source, UnaryOperator<CompletableFuture<String>> link) {
    CompletableFuture<String> last = source;
    for (int i = 0; i < LENGTH; i++) {
      last = link.apply(last);
    }
    return last;
  }

  @ParameterizedTest
  @EnumSource
  void chainCompletes(Link link) {
    for (boolean raw : new boolean[] {true, false}) {
      CompletableFuture<String> source =
          raw ? new CompletableFuture<>() : ContextFutures.newFuture();
      CompletableFuture<String> seen = chain(source, link.ours).handle((v, failure) -> "seen");
      source.complete("value");
      assertThat(Calls.get(seen)).isEqualTo("seen");
      CompletableFuture<String> failing =
          raw ? new CompletableFuture<>() : ContextFutures.newFuture();
      CompletableFuture<String> last = chain(failing, link.ours);
      CompletableFuture<Throwable> failure =
          last.handle((v, thrown) -> thrown.getCause() == null ? thrown : thrown.getCause());
      failing.completeExceptionally(new IllegalStateException("on purpose"));
      assertThat(Calls.get(failure)).hasMessage("on purpose");
    }
  }

  /** About twice on a quiet machine. One that is looked through for each link takes thousands. */
  @ParameterizedTest
  @EnumSource
  void chainTakesTimeInProportionToTheJdks(Link link) {
    long ours = Long.MAX_VALUE;
    long jdks = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      jdks = Math.min(jdks, time(CompletableFuture::new, link.jdks));
      ours = Math.min(ours, time(ContextFutures::newFuture, link.ours));
    }
    assertThat((double) ours / jdks).isLessThan(20);
  }

  private static long time(
      Supplier<CompletableFuture<String>> newFuture,
      UnaryOperator<CompletableFuture<String>> link) {
    long start = System.nanoTime();
    CompletableFuture<String> source = newFuture.get();
    CompletableFuture<String> last = chain(source, link);
    source.complete("value");
    assertThat(last.isDone()).isTrue();
    return System.nanoTime() - start;
  }
}
