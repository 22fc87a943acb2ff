package dev.baton.examples;

import java.net.URI;
import java.util.List;

/** What the two services do for each request. A boundary added here gets its line in the table. */
final class Boundaries {
  private Boundaries() {}

  /**
   * Those of the first service.
   *
   * @param prices the second service
   */
  static List<Boundary> ofShop(Wiring wiring, URI prices) {
    return List.of(
        new ThreadPool(wiring, ThreadPool.ROW, "reserve item 1", "reserve item 2"),
        new InheritingPool(wiring),
        new ScheduledPool(wiring),
        new ForkJoin(wiring),
        new VirtualThreads(wiring),
        new FutureChain(wiring),
        new GuavaChain(wiring),
        new RxChain(wiring),
        new Computation(wiring),
        new Coroutines(wiring),
        new HttpCall(wiring, prices),
        new Batch(wiring));
  }

  /** Those of the second service, which is in its own process. */
  static List<Boundary> ofPrices(Wiring wiring) {
    return List.of(new ThreadPool(wiring, ThreadPool.ROW_OF_PRICES, "look up price"));
  }
}
