package dev.baton.coroutines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.Propagation;
import dev.baton.context.testing.TestContexts;
import dev.baton.executors.ContextExecutors;
import dev.baton.executors.ContextFutures;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.CoroutineScopeKt;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.future.FutureKt;
import org.junit.jupiter.api.Test;

class JavaCallersTest {
  private static final Context A = TestContexts.named("A");
  private static final Context B = TestContexts.named("B");

  @Test
  void coroutineThatIsStartedFromJavaCarriesTheContextOfItsCaller() {
    try (ExecutorService pool = ContextExecutors.wrap(Executors.newFixedThreadPool(2))) {
      // @start region="java"
      CoroutineContext onPool = ContextCoroutines.asCoroutineContext(pool);
      CoroutineScope scope = CoroutineScopeKt.CoroutineScope(onPool);
      CompletableFuture<Context> seen;
      try (Scope current = A.makeCurrent()) {
        seen =
            FutureKt.future(
                scope,
                onPool,
                CoroutineStart.DEFAULT,
                (coroutine, continuation) -> Suspending.contextAfterSuspension(continuation));
      }
      // @end
      assertThat(seen.join()).isSameAs(A);
      try (Scope current = B.makeCurrent()) {
        List<Context> both =
            ContextFutures.wrap(seen).thenApply(it -> List.of(it, Context.current())).join();
        assertThat(both).containsExactly(A, B);
      }
    }
  }

  @Test
  void elementsCanBeMadeAndRead() {
    CoroutineContext ofA = ContextCoroutines.asCoroutineContext(A);
    assertThat(ContextCoroutines.getOpenTelemetryContext(ofA)).isSameAs(A);
    CoroutineContext root = ContextCoroutines.asCoroutineContext(Propagation.root());
    assertThat(ContextCoroutines.getOpenTelemetryContext(root)).isSameAs(Context.root());
  }
}
