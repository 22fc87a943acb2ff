package dev.baton.examples;

import java.util.List;
import java.util.Map;

/**
 * What came out of one side of the comparison.
 *
 * @param counts for each row of the table
 * @param traced a few of the requests, at least one
 */
record Outcome(Map<Row, Counts> counts, double requestsPerSecond, List<TracedRequest> traced) {

  Counts total() {
    return counts.values().stream().reduce(Counts.NONE, Counts::plus);
  }
}
