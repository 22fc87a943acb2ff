package dev.baton.executors;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.Propagation;
import io.opentelemetry.context.Scope;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A parallel stream forks its own tasks, in whatever pool it was started: nobody can wrap them. The
 * functions that it calls can be, all with one captured {@link Propagation}.
 */
final class ParallelStreamsTest {

  /** Runs it within a pool, so that none of it is on this thread. */
  private static <T> T inPool(Callable<T> body) throws Exception {
    try (ForkJoinPool pool = new ForkJoinPool(2)) {
      return pool.submit(body).get();
    }
  }

  private static <R> Set<R> mapped(Function<Integer, R> function, Predicate<Integer> predicate) {
    return IntStream.range(0, 1000)
        .boxed()
        .parallel()
        .filter(predicate)
        .map(function)
        .collect(Collectors.toSet());
  }

  @Test
  void wrappedFunctionsRunUnderTheContextOfWhoeverWrappedThem() throws Exception {
    try (Scope scope = named("A").makeCurrent()) {
      Propagation here = Propagation.capturing().once();
      Function<Integer, String> name = here.wrapFunction(i -> String.valueOf(currentName()));
      Predicate<Integer> underA = here.wrapPredicate(i -> "A".equals(currentName()));
      assertThat(mapped(name, underA)).containsExactly("A");
      assertThat(inPool(() -> mapped(name, underA))).containsExactly("A");
    }
  }

  @Test
  void otherFunctionsSeeTheContextOfTheThreadTheyHappenToRunOn() throws Exception {
    try (Scope scope = named("A").makeCurrent()) {
      Function<Integer, String> name = i -> String.valueOf(currentName());
      assertThat(inPool(() -> mapped(name, i -> true))).containsExactly("null");
      assertThat(mapped(name, i -> true)).contains("A").isSubsetOf("A", "null");
    }
  }

  @Test
  void streamStartedByATaskOfAWrappedPoolHasTheContextOnlyWhereThatTaskRuns() throws Exception {
    try (ForkJoinPool pool = new ForkJoinPool(2);
        Scope scope = named("A").makeCurrent()) {
      Callable<Set<String>> stream = () -> mapped(i -> String.valueOf(currentName()), i -> true);
      assertThat(ContextExecutors.wrap(pool).submit(stream).get())
          .contains("A")
          .isSubsetOf("A", "null");
    }
  }
}
