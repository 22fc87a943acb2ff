package dev.baton.executors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.context.Propagation;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An action of {@code whenComplete} that fails on a future that has failed. */
final class FailedActionTest {
  private final RuntimeException ofTheFuture = new IllegalStateException("the future's");
  private final RuntimeException ofTheAction = new IllegalArgumentException("the action's");

  enum Kind {
    JDK,
    OURS,
    AROUND_JDK,
    AROUND_OURS,
    AROUND_ANOTHER;

    CompletableFuture<String> make() {
      return switch (this) {
        case JDK -> new CompletableFuture<>();
        case OURS -> ContextFutures.newFuture();
        case AROUND_JDK -> ContextFutures.wrap(new CompletableFuture<>());
        case AROUND_OURS ->
            ContextFutures.wrap(ContextFutures.newFuture(), Propagation.capturing());
        case AROUND_ANOTHER -> ContextFutures.wrap(new CompletableFuture<>() {});
      };
    }
  }

  private void assertActionsFailureIsTakenDown(
      CompletableFuture<String> dependent, RuntimeException... suppressed) {
    assertThatThrownBy(dependent::join)
        .isInstanceOf(CompletionException.class)
        .hasCause(ofTheFuture)
        .hasNoSuppressedExceptions();
    assertThat(ofTheFuture.getSuppressed()).containsExactly(suppressed);
  }

  private BiConsumer<String, Throwable> throwing(RuntimeException failure) {
    return (value, thrown) -> {
      assertThat(thrown).isSameAs(ofTheFuture);
      throw failure;
    };
  }

  @ParameterizedTest
  @EnumSource
  void whenCompleteAddsTheActionsFailureToTheFutures(Kind kind) {
    CompletableFuture<String> future = kind.make();
    CompletableFuture<String> before = future.whenComplete(throwing(ofTheAction));
    future.completeExceptionally(ofTheFuture);
    assertActionsFailureIsTakenDown(before, ofTheAction);
    CompletableFuture<String> after = future.whenComplete(throwing(ofTheAction));
    assertActionsFailureIsTakenDown(after, ofTheAction, ofTheAction);
  }

  @ParameterizedTest
  @EnumSource
  void whenCompleteAsyncAddsTheActionsFailureToTheFutures(Kind kind) {
    CompletableFuture<String> future = kind.make();
    future.completeExceptionally(ofTheFuture);
    assertActionsFailureIsTakenDown(future.whenCompleteAsync(throwing(ofTheAction)), ofTheAction);
    assertActionsFailureIsTakenDown(
        future.whenCompleteAsync(throwing(ofTheAction), Runnable::run), ofTheAction, ofTheAction);
  }

  @ParameterizedTest
  @EnumSource
  void failureThatTheActionThrowsOnIsNotAddedToItself(Kind kind) {
    CompletableFuture<String> future = kind.make();
    future.completeExceptionally(ofTheFuture);
    assertActionsFailureIsTakenDown(future.whenComplete(throwing(ofTheFuture)));
  }
}
