package dev.baton.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/** JMH's command line, with {@link MeasuringThread}. */
public final class Main {
  private Main() {}

  /**
   * Runs JMH.
   *
   * @param args its options
   */
  public static void main(String[] args) throws RunnerException, IOException {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("-prof", MeasuringThread.class.getName()));
    org.openjdk.jmh.Main.main(all.toArray(String[]::new));
  }
}
