package dev.baton.examples;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Counts, for each row of the table, what its callbacks found. */
final class Tally {
  private final Map<Row, Map<Found, LongAdder>> adders = new LinkedHashMap<>();

  Tally(List<Row> rows) {
    for (Row row : rows) {
      Map<Found, LongAdder> each = new EnumMap<>(Found.class);
      for (Found found : Found.values()) {
        each.put(found, new LongAdder());
      }
      adders.put(row, each);
    }
  }

  void count(Row row, Found found) {
    adder(row, found).increment();
  }

  /** What was counted so far, in the order of the rows. */
  Map<Row, Counts> counts() {
    Map<Row, Counts> counts = new LinkedHashMap<>();
    for (Row row : adders.keySet()) {
      counts.put(
          row,
          new Counts(
              adder(row, Found.RIGHT).sum(),
              adder(row, Found.MISSING).sum(),
              adder(row, Found.ANOTHERS).sum()));
    }
    return counts;
  }

  private LongAdder adder(Row row, Found found) {
    Map<Found, LongAdder> each = adders.get(row);
    if (each == null) {
      throw new IllegalArgumentException("not a row of this tally: " + row);
    }
    return Objects.requireNonNull(each.get(found));
  }
}
