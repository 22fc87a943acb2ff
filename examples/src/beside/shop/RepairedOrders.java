package shop;

import dev.baton.executors.ContextExecutors;
import dev.baton.executors.ContextFutures;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Service;

/** {@link LosingOrders}, with done to it what the page says. */
@Service
@Profile("repaired")
class RepairedOrders implements Orders {
  private final ExecutorService pool = ContextExecutors.wrap(Executors.newFixedThreadPool(4));
  private final Database database;

  RepairedOrders(Database database) {
    this.database = database;
  }

  @Override
  public CompletableFuture<String> price(String order) {
    return ContextFutures.supplyAsync(() -> database.load("order " + order), pool)
        .thenApplyAsync(loaded -> database.load("price of " + loaded), pool);
  }

  @Override
  public CompletableFuture<String> tax(String order) {
    return ContextFutures.supplyAsync(() -> "order " + order, pool)
        .thenApplyAsync(loaded -> database.load("tax of " + loaded), pool);
  }

  @Override
  public Future<String> stock(String order) {
    return pool.submit(() -> database.load("stock of " + order));
  }
}
