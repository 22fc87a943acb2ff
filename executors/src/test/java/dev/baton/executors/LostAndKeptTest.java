package dev.baton.executors;

import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What the project is for, in ten lines. */
final class LostAndKeptTest {

  // @start region="kept"
  static List<Context> lostAndKept(ExecutorService pool)
      throws ExecutionException, InterruptedException {
    ExecutorService wrapped = ContextExecutors.wrap(pool); // once, where the pool is made

    Future<Context> lost = pool.submit(() -> Context.current()); // none, or somebody else's
    Future<Context> kept = wrapped.submit(() -> Context.current()); // the caller's, always
    return List.of(lost.get(), kept.get());
  }

  // @end

  @Test
  void exampleOfTheReadme() throws Exception {
    Context caller = named("A");
    try (ExecutorService pool = Executors.newSingleThreadExecutor();
        Scope scope = caller.makeCurrent()) {
      assertThat(lostAndKept(pool)).containsExactly(Context.root(), caller);
    }
  }
}
