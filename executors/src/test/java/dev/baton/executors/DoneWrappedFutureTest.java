package dev.baton.executors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A wrapped future that is done, while its source has not come round to telling it. */
class DoneWrappedFutureTest {

  /** What a stage of the future is, where the future is done. */
  private static boolean isDoneAtOnce(
      Function<CompletableFuture<String>, CompletionStage<?>> register) {
    CompletableFuture<String> source = new CompletableFuture<>();
    CompletableFuture<String> wrapper = ContextFutures.wrap(source);
    CompletableFuture<Boolean> seen = // before the wrapper's own: the last comes first
        source.thenApply(
            value -> wrapper.isDone() && register.apply(wrapper).toCompletableFuture().isDone());
    source.complete("value");
    return seen.join();
  }

  @Test
  void stageOfIsDone() {
    assertThat(isDoneAtOnce(done -> done.thenApply(value -> value))).isTrue();
    assertThat(isDoneAtOnce(done -> done.copy())).isTrue();
    assertThat(isDoneAtOnce(done -> done.handle((value, failure) -> value))).isTrue();
  }

  @Test
  void stageOfAnotherWithItIsDone() {
    CompletableFuture<String> other = CompletableFuture.completedFuture("other");
    assertThat(isDoneAtOnce(done -> other.thenCombine(done, String::concat))).isTrue();
    assertThat(
            isDoneAtOnce(
                done -> new CompletableFuture<String>().applyToEither(done, value -> value)))
        .isTrue();
    assertThat(isDoneAtOnce(done -> other.thenCompose(value -> done))).isTrue();
  }

  @Test
  void allOfAndAnyOfItAreDone() {
    assertThat(isDoneAtOnce(done -> ContextFutures.allOf(done))).isTrue();
    assertThat(isDoneAtOnce(done -> ContextFutures.anyOf(done))).isTrue();
  }

  /** The JDK's own looks into the future and asks it nothing. */
  @Test
  void jdksAllOfIsDoneWhereACallHasFoundTheFutureDone() {
    assertThat(isDoneAtOnce(done -> allOfAfter(done, done.complete("late")))).isTrue();
    assertThat(isDoneAtOnce(done -> allOfAfter(done, done.cancel(true)))).isTrue();
    assertThat(
            isDoneAtOnce(
                done -> allOfAfter(done, done.completeExceptionally(new Exception("late")))))
        .isTrue();
  }

  private static CompletionStage<?> allOfAfter(CompletableFuture<String> done, boolean ended) {
    assertThat(ended).isFalse();
    return CompletableFuture.allOf(done);
  }

  @Test
  void stageOfItIsNoDependent() {
    CompletableFuture<String> none = CompletableFuture.completedFuture("none");
    assertThat(
            isDoneAtOnce(
                done -> {
                  CompletableFuture<String> stage = done.thenApply(value -> value);
                  assertThat(stage).isDone();
                  return done.getNumberOfDependents() == 0 ? none : new CompletableFuture<>();
                }))
        .isTrue();
  }
}
