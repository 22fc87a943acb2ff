package shop;

import dev.baton.executors.ContextExecutors;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Service;

/** Loses the context at each turn. The lines where it is found missing are marked. */
@Service
@Profile("!repaired")
class LosingOrders implements Orders {
  private final ExecutorService pool = Executors.newFixedThreadPool(4);
  private final ExecutorService wrapped = ContextExecutors.wrap(Executors.newFixedThreadPool(4));
  private final Database database;

  LosingOrders(Database database) {
    this.database = database;
  }

  @Override
  public CompletableFuture<String> price(String order) {
    return CompletableFuture.supplyAsync(
            () -> database.load("order " + order), // planted: task of a raw future
            pool)
        .thenApplyAsync(
            loaded -> database.load("price of " + loaded), // planted: stage on a raw pool
            pool);
  }

  @Override
  public CompletableFuture<String> tax(String order) {
    return CompletableFuture.supplyAsync(() -> "order " + order, pool)
        .thenApplyAsync(
            loaded -> database.load("tax of " + loaded), // planted: stage on a wrapped pool
            wrapped);
  }

  @Override
  public Future<String> stock(String order) {
    return pool.submit(() -> database.load("stock of " + order)); // planted: raw pool
  }
}
