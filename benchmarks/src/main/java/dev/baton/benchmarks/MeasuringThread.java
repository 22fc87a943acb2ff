package dev.baton.benchmarks;

import java.io.File;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.ExternalProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.Result;

/**
 * Lets a fork measure on a thread of ours where its case is about one. A profiler for JMH, since
 * only these see a case's parameters before its JVM is started; it reports nothing.
 */
public final class MeasuringThread implements ExternalProfiler {
  @Override
  public Collection<String> addJVMOptions(BenchmarkParams params) {
    return HotPath.BATON_OWN_THREAD.equals(params.getParam("peer"))
        ? List.of("-Djmh.executor=CUSTOM", "-Djmh.executor.class=" + OwnThreads.class.getName())
        : List.of();
  }

  @Override
  public Collection<String> addJVMInvokeOptions(BenchmarkParams params) {
    return List.of();
  }

  @Override
  public void beforeTrial(BenchmarkParams params) {}

  @Override
  public Collection<? extends Result<?>> afterTrial(
      BenchmarkResult result, long pid, File out, File err) {
    return List.of();
  }

  @Override
  public boolean allowPrintOut() {
    return true;
  }

  @Override
  public boolean allowPrintErr() {
    return true;
  }

  @Override
  public String getDescription() {
    return "the kind of thread that is measured on";
  }
}
