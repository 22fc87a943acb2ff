package shop;

import dev.baton.context.Baton;
import dev.baton.executors.ContextExecutors;
import dev.baton.executors.ContextFutures;
import dev.baton.rx.ContextSchedulers;
import dev.baton.tracing.TracedOperations;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Carries one context over an executor, a future and a scheduler, and says whether it was there. */
public final class Shop {
  private static final ContextKey<String> ORDER = ContextKey.named("order");

  private Shop() {}

  public static void main(String[] args) throws Exception {
    Baton.install().steps().forEach(System.out::println);
    TracedOperations operations = TracedOperations.of(OpenTelemetry.noop());
    try (ExecutorService pool = ContextExecutors.wrap(Executors.newFixedThreadPool(2));
        Scope scope = Context.current().with(ORDER, "42").makeCurrent()) {
      expect("executor", pool.submit(Shop::order).get());
      expect("future", ContextFutures.supplyAsync(Shop::order, pool).get());
      expect(
          "operation",
          operations
              .trace("order", () -> ContextFutures.wrap(CompletableFuture.supplyAsync(() -> "")))
              .thenApply(any -> order())
              .get());
      expect(
          "scheduler",
          Single.fromCallable(Shop::order)
              .subscribeOn(ContextSchedulers.wrap(Schedulers.computation()))
              .blockingGet());
    }
    if (!Shop.class.getModule().isNamed()) {
      throw new IllegalStateException("not on the module path");
    }
    System.out.println("Every context was there, in " + Shop.class.getModule());
    System.exit(0);
  }

  private static String order() {
    return String.valueOf(Context.current().get(ORDER));
  }

  private static void expect(String boundary, String found) {
    if (!found.equals("42")) {
      throw new IllegalStateException(boundary + ": " + found);
    }
  }
}
