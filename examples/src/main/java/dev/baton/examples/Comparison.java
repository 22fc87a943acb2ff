package dev.baton.examples;

import java.io.IOException;

/**
 * The same requests with plain executors and with wrapped ones.
 *
 * @param requests how many each side has served
 */
record Comparison(int requests, Outcome plain, Outcome wrapped) {

  static Comparison run(int requests, int concurrency, Deadline deadline, Progress progress)
      throws IOException, InterruptedException {
    Sample kept = Sample.of(requests);
    try (SecondProcess plainPrices = SecondProcess.start(Wiring.PLAIN, kept);
        SecondProcess wrappedPrices = SecondProcess.start(Wiring.WRAPPED, kept);
        Side plain = new Side(Wiring.PLAIN, plainPrices.uri(deadline), kept, concurrency);
        Side wrapped = new Side(Wiring.WRAPPED, wrappedPrices.uri(deadline), kept, concurrency)) {
      for (Round round : Round.of(requests, concurrency)) {
        if (round.plainFirst()) {
          plain.run(round, deadline, progress::plain);
          wrapped.run(round, deadline, progress::wrapped);
        } else {
          wrapped.run(round, deadline, progress::wrapped);
          plain.run(round, deadline, progress::plain);
        }
      }
      return new Comparison(requests, plain.outcome(), wrapped.outcome());
    } finally {
      progress.end();
    }
  }
}
