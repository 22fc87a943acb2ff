package dev.baton.executors;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A program that uses all of this module but its Guava part. */
final class WithoutGuava {
  private static final ContextKey<String> NAME = ContextKey.named("name");

  private WithoutGuava() {}

  private static String name() {
    return Context.current().get(NAME);
  }

  public static void main(String[] arguments) throws Exception {
    try {
      Class.forName("com.google.common.util.concurrent.ListenableFuture");
      throw new AssertionError("Guava is here");
    } catch (ClassNotFoundException e) {
      // as it should be
    }
    try (ExecutorService pool = ContextExecutors.wrap(Executors.newFixedThreadPool(1));
        ScheduledExecutorService scheduler =
            ContextExecutors.wrap(
                Executors.newScheduledThreadPool(1, ContextThreads.poolFactory("scheduler-")));
        Scope scope = Context.root().with(NAME, "carried").makeCurrent()) {
      System.out.println(pool.submit(WithoutGuava::name).get());
      System.out.println(scheduler.schedule(WithoutGuava::name, 1, TimeUnit.MILLISECONDS).get());
      CompletableFuture<String> source = new CompletableFuture<>();
      CompletableFuture<String> chain =
          ContextFutures.wrap(source)
              .thenApply(value -> name())
              .thenCombineAsync(
                  ContextFutures.supplyAsync(WithoutGuava::name), (a, b) -> a + b + name(), pool);
      Thread completer = new Thread(() -> source.complete("value"));
      completer.start();
      System.out.println(chain.get());
    }
  }
}
