package dev.baton.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
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
  private final List<String> jvmArguments;

  /**
   * @param log where JMH writes what it has to say about a case
   */
  Forks(Suite suite, Path log) {
    this(suite, log, List.of());
  }

  private Forks(Suite suite, Path log, List<String> jvmArguments) {
    this.suite = suite;
    this.log = log;
    this.jvmArguments = jvmArguments;
  }

  Forks with(Headers headers) {
    return new Forks(suite, log, headers.jvmArguments());
  }

  /**
   * How long a case is measured.
   *
   * @param warmups iterations of the warm-up
   * @param warmupMillis each
   * @param iterations that are measured
   * @param millis each
   */
  record Effort(int warmups, int warmupMillis, int iterations, int millis) {
    /** Bytes repeat exactly when the compiler is done. */
    static final Effort BYTES = new Effort(4, 100, 1, 60);

    static final Effort TIME = new Effort(6, 150, 10, 50);

    Effort times(int factor) {
      return new Effort(warmups, warmupMillis * factor, iterations, millis * factor);
    }
  }

  /**
   * Runs the case for as long as it takes the compiler to be done with it, and then a little
   * longer.
   */
  Samples.Sample measure(Case measured, Effort effort) throws IOException {
    OptionsBuilder options = new OptionsBuilder();
    options
        .include("^" + suite.fullName(measured).replace(".", "\\.") + "$")
        .forks(1)
        .jvmArgsAppend(jvmArguments.toArray(String[]::new))
        .warmupIterations(effort.warmups())
        .warmupTime(TimeValue.milliseconds(effort.warmupMillis()))
        .measurementIterations(effort.iterations())
        .measurementTime(TimeValue.milliseconds(effort.millis()))
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
