package dev.baton.examples;

import java.util.List;
import java.util.Map;

/**
 * What came out of one side of the comparison.
 *
 * @param counts for each row of the table
 * @param spans of one request, from both processes
 */
record Outcome(Map<Row, Counts> counts, double requestsPerSecond, List<FinishedSpan> spans) {
  long traces() {
    return spans.stream().map(FinishedSpan::traceId).distinct().count();
  }

  Counts total() {
    return counts.values().stream().reduce(Counts.NONE, Counts::plus);
  }
}
