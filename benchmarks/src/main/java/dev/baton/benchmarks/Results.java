package dev.baton.benchmarks;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A recorded run.
 *
 * @param environment of the run
 * @param costs of the cases
 */
record Results(Environment environment, List<Cost> costs) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * What one operation of a case costs.
   *
   * @param measured the case
   * @param nanos median of the JVMs' medians
   * @param bytes median of the JVMs
   */
  record Cost(String measured, double nanos, double bytes) {}

  static Results of(Samples samples) {
    List<Cost> costs = new ArrayList<>();
    for (Case measured : samples.cases()) {
      double nanos = samples.nanos(measured);
      double bytes = samples.bytes(measured);
      costs.add(new Cost(measured.toString(), rounded(nanos), rounded(bytes)));
    }
    return new Results(Environment.here(), costs);
  }

  private static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }

  Optional<Cost> find(Case wanted) {
    return costs.stream().filter(cost -> cost.measured().equals(wanted.toString())).findFirst();
  }

  static Results read(Path file) throws IOException {
    return JSON.readValue(file.toFile(), Results.class);
  }

  void write(Path file) throws IOException {
    JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), this);
  }
}
