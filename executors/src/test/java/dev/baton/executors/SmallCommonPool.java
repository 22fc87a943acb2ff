package dev.baton.executors;

import dev.baton.context.CarriedThreadLocal;
import dev.baton.context.Propagation;
import dev.baton.context.TaskListener;
import io.opentelemetry.context.Context;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A program whose common pool is too small to be used for futures. */
final class SmallCommonPool {
  private SmallCommonPool() {}

  public static void main(String[] args) throws Exception {
    ThreadLocal<String> local = new ThreadLocal<>();
    AtomicInteger heard = new AtomicInteger();
    TaskListener listener =
        new TaskListener() {
          @Override
          public void started(Object task, Context context, Object state) {
            heard.incrementAndGet();
          }
        };
    Executor wrapped =
        ContextExecutors.wrap(
            ForkJoinPool.commonPool(),
            Propagation.capturing().with(CarriedThreadLocal.of(local)).with(listener));
    CompletableFuture<String> ran = new CompletableFuture<>();
    local.set("carried");
    CompletableFuture<String> supplied = ContextFutures.supplyAsync(local::get, wrapped);
    ContextFutures.runAsync(() -> ran.complete(local.get()), wrapped);
    CompletableFuture<String> applied =
        ContextFutures.completedFuture("").thenApplyAsync(v -> local.get(), wrapped);
    local.remove();
    System.out.println(
        supplied.get(30, TimeUnit.SECONDS)
            + " "
            + ran.get(30, TimeUnit.SECONDS)
            + " "
            + applied.get(30, TimeUnit.SECONDS)
            + " "
            + heard);
  }
}
