package dev.baton.executors;

import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Stages of every kind, registered by one thread while two others race to complete their source,
 * each under a context of its own. The long mode is {@code mvn test -Dbaton.long=1000000}.
 */
final class ContextFuturesStressTest {
  private static final int STAGES = Integer.getInteger("baton.long", 10_000);
  private static final int BATCH = 500;
  private static final Context[] CONTEXTS = new Context[31];
  private static final Context[] COMPLETERS = {named("completer 1"), named("completer 2")};

  static {
    for (int i = 0; i < CONTEXTS.length; i++) {
      CONTEXTS[i] = i == 0 ? Context.root() : named("request " + i);
    }
  }

  private final List<String> names = new ArrayList<>(StageMethods.all().keySet());
  private final List<StageMethods.Method> methods = new ArrayList<>(StageMethods.all().values());
  private final ExecutorService threads = Executors.newFixedThreadPool(3);
  private final ExecutorService pool = Executors.newFixedThreadPool(2);
  private final Executor wrapped = ContextExecutors.wrap(pool);
  private final CyclicBarrier start = new CyclicBarrier(3);
  private final RuntimeException failure = new IllegalStateException("on purpose");
  private final LongAdder right = new LongAdder();
  private final LongAdder wrong = new LongAdder();

  @AfterEach
  void closePools() {
    threads.close();
    pool.close();
  }

  @Test
  @Timeout(3600)
  void noFunctionRunsUnderAWrongContext() throws Exception {
    assertThat(STAGES).isGreaterThanOrEqualTo(names.size());
    long expected = 0;
    for (int from = 0; from < STAGES; from += BATCH) {
      int first = from;
      int count = Math.min(BATCH, STAGES - from);
      List<CompletableFuture<String>> sources = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        Supplier<CompletableFuture<String>> kind =
            (first + i) % 5 == 0
                ? () -> ContextFutures.wrap(new CompletableFuture<>())
                : ContextFutures::newFuture;
        sources.add(kind.get());
        expected += StageMethods.isCalled(name(first + i), fails(first + i)) ? 2 : 1;
      }
      Future<CompletableFuture<?>[]> stages = onThread(() -> register(first, sources));
      Future<?> one = onThread(() -> complete(0, first, sources));
      Future<?> other = onThread(() -> complete(1, first, sources));
      CompletableFuture.allOf(stages.get()).join();
      one.get();
      other.get();
    }
    assertThat(wrong.sum()).isZero();
    assertThat(right.sum()).isEqualTo(expected);
  }

  private <T> Future<T> onThread(Callable<T> body) {
    return threads.submit(
        () -> {
          start.await();
          return body.call();
        });
  }

  private String name(int stage) {
    return names.get(stage % names.size());
  }

  private static boolean fails(int stage) {
    return stage % 3 == 0;
  }

  private CompletableFuture<?>[] register(int first, List<CompletableFuture<String>> sources) {
    CompletableFuture<?>[] results = new CompletableFuture<?>[sources.size()];
    for (int i = 0; i < results.length; i++) {
      StageMethods.Method method = methods.get((first + i) % methods.size());
      Context own = CONTEXTS[(first + i) % CONTEXTS.length];
      Context next = CONTEXTS[(first + i + 1) % CONTEXTS.length];
      CompletableFuture<?> stage;
      try (Scope scope = own.makeCurrent()) {
        Runnable probe = () -> check(own);
        stage = method.register(sources.get(i), probe, wrapped).toCompletableFuture();
      }
      try (Scope scope = next.makeCurrent()) {
        results[i] =
            stage.handle(
                (value, thrown) -> {
                  check(next);
                  return null;
                });
      }
    }
    return results;
  }

  private Object complete(int completer, int first, List<CompletableFuture<String>> sources) {
    Context own = COMPLETERS[completer];
    try (Scope scope = own.makeCurrent()) {
      for (int i = 0; i < sources.size(); i++) {
        if (fails(first + i)) {
          sources.get(i).completeExceptionally(failure);
        } else {
          sources.get(i).complete("value");
        }
        if (Context.current() != own) {
          wrong.increment();
        }
      }
    }
    return null;
  }

  private void check(Context expected) {
    (Context.current() == expected ? right : wrong).increment();
  }
}
