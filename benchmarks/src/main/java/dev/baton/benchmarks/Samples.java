package dev.baton.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What has been measured: for each case a sample from each round. In a round every case has one
 * JVM, one after the other, so that what disturbs the machine for a while disturbs all of them
 * alike.
 */
final class Samples {
  private final Map<Case, List<Sample>> samples = new LinkedHashMap<>();

  /**
   * One JVM of one case.
   *
   * @param nanos for each operation, the median of the iterations
   * @param bytes for each operation
   */
  record Sample(double nanos, double bytes) {}

  /** Measures a case once. */
  interface Measure {
    Sample measure(Case measured) throws Exception;
  }

  /** Measures every case once in each round, each time beginning with another one. */
  void rounds(int rounds, Collection<Case> cases, Measure measure) throws Exception {
    List<Case> order = new ArrayList<>(cases);
    int shift = order.size() / rounds + 1;
    for (int round = 0; round < rounds; round++) {
      for (Case next : order) {
        add(next, measure.measure(next));
      }
      Collections.rotate(order, shift);
    }
  }

  void add(Case measured, Sample sample) {
    samples.computeIfAbsent(measured, key -> new ArrayList<>()).add(sample);
  }

  Set<Case> cases() {
    return samples.keySet();
  }

  double bytes(Case measured) {
    return median(of(measured).stream().map(Sample::bytes).toList());
  }

  double nanos(Case measured) {
    return median(of(measured).stream().map(Sample::nanos).toList());
  }

  /** The median of the rounds' quotients. */
  double ratio(Case measured, Case reference) {
    List<Sample> own = of(measured);
    List<Sample> others = of(reference);
    List<Double> quotients = new ArrayList<>();
    for (int round = 0; round < Math.min(own.size(), others.size()); round++) {
      quotients.add(own.get(round).nanos() / others.get(round).nanos());
    }
    return median(quotients);
  }

  private List<Sample> of(Case measured) {
    List<Sample> found = samples.get(measured);
    if (found == null) {
      throw new IllegalArgumentException(measured + " was not measured");
    }
    return found;
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int size = sorted.size();
    return (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
  }
}
