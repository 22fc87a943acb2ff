package dev.baton.examples;

import java.util.List;
import java.util.stream.LongStream;

/**
 * The requests whose spans are kept: a few that follow one another.
 *
 * @param from the number of the first
 * @param to the number after that of the last
 */
record Sample(long from, long to) {
  static final Sample NONE = new Sample(0, 0);

  private static final int SIZE = 3;

  /** Late enough to be of a service that is warm. */
  static Sample of(int requests) {
    long from = requests * 9L / 10;
    return new Sample(from, Math.min(from + SIZE, requests));
  }

  boolean contains(long request) {
    return from <= request && request < to;
  }

  List<Long> requests() {
    return LongStream.range(from, to).boxed().toList();
  }

  String toText() {
    return from + "-" + to;
  }

  static Sample parse(String text) {
    String[] ends = text.split("-", -1);
    return new Sample(Long.parseLong(ends[0]), Long.parseLong(ends[1]));
  }
}
