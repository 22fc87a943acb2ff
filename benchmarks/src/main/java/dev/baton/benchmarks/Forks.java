package dev.baton.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Measures cases with JMH, each time in a new JVM. */
final class Forks {
  private final Suite suite;
  private final Path log;

  /**
   * @param log where JMH writes what it has to say about a case
   */
  Forks(Suite suite, Path log) {
    this.suite = suite;
    this.log = log;
  }

  /**
   * Runs the case for as long as it takes the compiler to be done with it, and then a little
   * longer.
   *
   * @param patience how many times as long as usual
   */
  Samples.Sample measure(Case measured, int patience) throws IOException {
    OptionsBuilder options = new OptionsBuilder();
    options
        .include("^" + suite.fullName(measured).replace(".", "\\.") + "$")
        .forks(1)
        .warmupTime(TimeValue.milliseconds(150L * patience))
        .measurementTime(TimeValue.milliseconds(50L * patience))
        .addProfiler(GCProfiler.class)
        .addProfiler(MeasuringThread.class)
        .shouldFailOnError(true)
        .output(log.toString());
    measured.parameters().forEach((name, value) -> options.param(name, value));
    try {
      Collection<RunResult> results = new Runner(options.build()).run();
      RunResult result = results.iterator().next();
      return new Samples.Sample(
          result.getPrimaryResult().getStatistics().getPercentile(50), bytes(result));
    } catch (RunnerException e) {
      throw new IllegalStateException(measured + " failed: " + Files.readString(log), e);
    }
  }

  private static double bytes(RunResult result) {
    Result<?> bytes = result.getSecondaryResults().get("heapBytes");
    if (bytes == null) {
      bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
    }
    if (bytes == null) {
      throw new IllegalStateException("no bytes in " + result.getSecondaryResults().keySet());
    }
    return bytes.getScore();
  }
}
