package dev.baton.tracing;

import static io.opentelemetry.api.common.AttributeKey.stringKey;

import dev.baton.context.storage.Reports;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.BatchCallback;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** All series that are reported to one {@code OpenTelemetry}. */
final class TaskMeter {
  static final String UNKNOWN = "unknown";
  static final AttributeKey<String> NAME = stringKey("jvm.executor.name");
  private static final AttributeKey<String> OWNER = stringKey("jvm.executor.owner.name");
  private static final AttributeKey<String> TYPE = stringKey("jvm.executor.type");

  private final Connection connection;
  private volatile @Nullable Instruments instruments;

  /** Whether it is still to be seen if there is something to report to. */
  private volatile boolean waits = true;

  // Guarded by this.
  private final Map<Attributes, TaskSeries> allSeries = new HashMap<>();
  private @Nullable BatchCallback callback;

  TaskMeter(Connection connection) {
    this.connection = connection;
  }

  static Attributes attributes(String name, @Nullable String owner, @Nullable Executor executor) {
    return Attributes.builder()
        .put(NAME, name)
        .put(OWNER, owner)
        .put(TYPE, executor == null ? null : type(executor.getClass()).getName())
        .build();
  }

  /** One whose name is in the source. */
  private static Class<?> type(Class<?> type) {
    Class<?> named = type;
    while ((named.isAnonymousClass() || named.isHidden()) && named.getSuperclass() != null) {
      named = named.getSuperclass();
    }
    return named == Object.class ? Executor.class : named;
  }

  /** Counts for the executor, if there is one, as long as somebody has the listener. */
  synchronized TaskMetrics listener(Attributes attributes, @Nullable Executor executor) {
    allSeries.values().removeIf(series -> series.isReportedForTheLastTime && !series.isAlive());
    TaskSeries series = allSeries.computeIfAbsent(attributes, TaskSeries::new);
    TaskMetrics listener = new TaskMetrics(this, series);
    series.add(listener, executor);
    series.isReportedForTheLastTime = false;
    observe();
    return listener;
  }

  /** Null until there is something to report to. */
  @Nullable Instruments instruments() {
    return instruments;
  }

  void connect() {
    if (waits) {
      observe();
    }
  }

  /** Has the series asked for, if there is something to report to. */
  private synchronized void observe() {
    try {
      OpenTelemetry openTelemetry = connection.openTelemetry();
      if (openTelemetry != null && callback == null && !allSeries.isEmpty()) {
        Instruments found = instruments;
        if (found == null) {
          waits = false;
          found = new Instruments(openTelemetry.getMeter(Connection.SCOPE));
          instruments = found;
        }
        callback = found.observe(this::report);
      }
    } catch (Throwable t) { // then the tasks go on without metrics
      Reports.ofInstallation("task telemetry failed", t);
    }
  }

  /** Not under the lock: an executor may answer when it likes. */
  private void report() {
    Instruments to = instruments;
    if (to != null) {
      for (TaskSeries series : living()) {
        to.report(series);
      }
    }
  }

  private synchronized List<TaskSeries> living() {
    allSeries.values().removeIf(series -> !series.isAlive() && series.isReportedForTheLastTime);
    allSeries.values().forEach(series -> series.isReportedForTheLastTime = !series.isAlive());
    if (allSeries.isEmpty() && callback != null) {
      callback.close();
      callback = null;
    }
    return new ArrayList<>(allSeries.values());
  }
}
