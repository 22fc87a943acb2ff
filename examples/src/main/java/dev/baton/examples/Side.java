package dev.baton.examples;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/** One side of the comparison: both services with one kind of wiring, and the load on them. */
final class Side implements AutoCloseable {
  private final URI prices;
  private final Sample kept;
  private final Tracing tracing;
  private final Service shop;
  private final Load load;
  private int timedRequests;
  private Duration time = Duration.ZERO;

  /**
   * Starts the first service.
   *
   * @param prices the second one
   * @param kept the requests whose spans are kept
   */
  Side(Wiring wiring, URI prices, Sample kept, int concurrency) throws IOException {
    this.prices = prices;
    this.kept = kept;
    this.tracing = new Tracing("shop", wiring, kept);
    this.shop =
        new Service(
            "/order/",
            wiring,
            tracing,
            Boundaries.ofShop(wiring, prices.resolve(SecondService.ROUTE)));
    this.load = new Load(shop.uri(), concurrency);
  }

  void run(Round round, Deadline deadline, IntConsumer answered) throws InterruptedException {
    Duration took =
        load.send(round.from(), round.to(), deadline, n -> answered.accept(round.from() + n));
    if (round.timed()) {
      timedRequests += round.size();
      time = time.plus(took);
    }
  }

  Outcome outcome() throws IOException {
    SecondReport second = SecondReport.fetch(prices.resolve(SecondService.REPORT));
    Map<Row, Counts> counts = new LinkedHashMap<>(shop.tally().counts());
    counts.putAll(second.counts());
    List<FinishedSpan> spans = new ArrayList<>(tracing.spans());
    spans.addAll(second.spans());
    return new Outcome(
        counts,
        timedRequests / (time.toNanos() / 1e9),
        kept.requests().stream().map(number -> TracedRequest.of(number, spans)).toList());
  }

  Service shop() {
    return shop;
  }

  @Override
  public void close() {
    load.close();
    shop.close();
    tracing.close();
  }
}
