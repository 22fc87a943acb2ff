package dev.baton.tracing;

import static io.opentelemetry.api.common.AttributeKey.stringKey;

import dev.baton.context.storage.Reports;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.util.List;
import java.util.concurrent.Executor;

/** The metrics of TELEMETRY.md. */
final class Instruments {
  private static final AttributeKey<String> STATE = stringKey("jvm.executor.thread.state");

  /** From ten microseconds to a minute. */
  private static final List<Double> BOUNDARIES =
      List.of(
          0.00001, 0.00005, 0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0,
          60.0);

  private final Meter meter;
  final DoubleHistogram waitDuration;
  final DoubleHistogram runDuration;

  private final ObservableLongMeasurement threads;
  private final ObservableLongMeasurement coreThreads;
  private final ObservableLongMeasurement threadLimit;
  private final ObservableLongMeasurement queueSize;
  private final ObservableLongMeasurement queueCapacity;
  private final ObservableLongMeasurement completed;
  private final ObservableLongMeasurement rejected;
  private final ObservableLongMeasurement submitted;
  private final ObservableLongMeasurement started;
  private final ObservableLongMeasurement failed;
  private final ObservableLongMeasurement cancelled;
  private final ObservableLongMeasurement active;
  private final ObservableLongMeasurement repaired;

  Instruments(Meter meter) {
    this.meter = meter;
    threads =
        upDown("jvm.executor.thread.count", "{thread}", "Threads of the executor, by their state.");
    coreThreads =
        upDown("jvm.executor.thread.core", "{thread}", "Core threads the executor is set to.");
    threadLimit =
        upDown("jvm.executor.thread.limit", "{thread}", "Most threads the executor may have.");
    queueSize = upDown("jvm.executor.queue.size", "{task}", "Tasks in the executor's queue.");
    queueCapacity =
        upDown("jvm.executor.queue.capacity", "{task}", "Most tasks the queue can hold.");
    completed = counter("jvm.executor.task.completed", "{task}", "Tasks that have run to an end.");
    rejected =
        counter("jvm.executor.task.rejected", "{task}", "Tasks that the executor did not take.");
    submitted = counter("baton.task.submitted", "{task}", "Tasks that were submitted.");
    started = counter("baton.task.started", "{task}", "Tasks that have started to run.");
    failed = counter("baton.task.failed", "{task}", "Tasks that have ended with an exception.");
    cancelled =
        counter("baton.task.cancelled", "{task}", "Tasks that were given up before they began.");
    active = upDown("baton.task.active", "{task}", "Tasks that are running.");
    repaired =
        counter(
            "baton.task.context.repaired",
            "{context}",
            "Contexts that a task left on its thread, and that were taken off it.");
    waitDuration =
        histogram("baton.task.wait.duration", "Time from a task's submission to its start.");
    runDuration = histogram("baton.task.run.duration", "Time from a task's start to its end.");
  }

  private ObservableLongMeasurement upDown(String name, String unit, String description) {
    return meter
        .upDownCounterBuilder(name)
        .setUnit(unit)
        .setDescription(description)
        .buildObserver();
  }

  private ObservableLongMeasurement counter(String name, String unit, String description) {
    return meter.counterBuilder(name).setUnit(unit).setDescription(description).buildObserver();
  }

  private DoubleHistogram histogram(String name, String description) {
    return meter
        .histogramBuilder(name)
        .setUnit("s")
        .setDescription(description)
        .setExplicitBucketBoundariesAdvice(BOUNDARIES)
        .build();
  }

  /** Has this called when the metrics are collected. */
  BatchCallback observe(Runnable report) {
    return meter.batchCallback(
        report,
        submitted,
        threads,
        coreThreads,
        threadLimit,
        queueSize,
        queueCapacity,
        completed,
        rejected,
        started,
        failed,
        cancelled,
        active,
        repaired);
  }

  /** What has happened last is read first, so that no task has ended that was not submitted. */
  void report(TaskSeries series) {
    Attributes attributes = series.attributes;
    repaired.record(series.repaired.sum(), attributes);
    failed.record(series.failed.sum(), attributes);
    long ended = series.ended.sum();
    completed.record(ended, attributes);
    long begun = series.started.sum();
    started.record(begun, attributes);
    active.record(begun - ended, attributes);
    rejected.record(series.rejected.sum(), attributes);
    cancelled.record(series.cancelled.sum(), attributes);
    submitted.record(series.submitted.sum(), attributes);
    PoolState pools = together(series.executors());
    report(threads, pools.active(), attributes.toBuilder().put(STATE, "active").build());
    report(threads, pools.idle(), attributes.toBuilder().put(STATE, "idle").build());
    report(coreThreads, pools.core(), attributes);
    report(threadLimit, pools.limit(), attributes);
    report(queueSize, pools.queued(), attributes);
    report(queueCapacity, pools.capacity(), attributes);
  }

  private static PoolState together(Iterable<Executor> executors) {
    PoolState all = null;
    for (Executor executor : executors) {
      PoolState one;
      try {
        one = PoolState.of(executor);
      } catch (Throwable t) { // of a user's subclass
        Reports.userCodeFailed(executor, "telemetry", t);
        one = PoolState.NOTHING_KNOWN;
      }
      all = all == null ? one : all.and(one);
    }
    return all == null ? PoolState.NOTHING_KNOWN : all;
  }

  private static void report(ObservableLongMeasurement metric, long value, Attributes attributes) {
    if (value >= 0) {
      metric.record(value, attributes);
    }
  }
}
