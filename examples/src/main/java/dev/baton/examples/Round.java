package dev.baton.examples;

import java.util.ArrayList;
import java.util.List;

/**
 * Some of the requests. The two sides take turns, and turns at being first, so that neither has the
 * warmer machine.
 *
 * @param index from 0
 * @param from the number of the first request
 * @param to the number after that of the last
 * @param timed whether it counts for the throughput: the first round warms up
 */
record Round(int index, int from, int to, boolean timed) {
  private static final int MOST = 5;

  /** None has fewer requests than are to be under way at a time, if there are that many at all. */
  static List<Round> of(int requests, int concurrency) {
    int rounds = Math.clamp(requests / concurrency, 1, MOST);
    List<Round> all = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < rounds; i++) {
      int to = (int) (requests * (i + 1L) / rounds);
      all.add(new Round(i, from, to, i > 0 || rounds == 1));
      from = to;
    }
    return all;
  }

  boolean plainFirst() {
    return index % 2 == 0;
  }

  int size() {
    return to - from;
  }
}
