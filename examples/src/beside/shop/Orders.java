package shop;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** What the shop knows of an order. */
interface Orders {
  /** Loads it, then looks up its price. */
  CompletableFuture<String> price(String order);

  /** Loads it, then works out its tax. */
  CompletableFuture<String> tax(String order);

  /** Looks for it in the store. */
  Future<String> stock(String order);
}
