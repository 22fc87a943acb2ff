package dev.baton.tracing;

import dev.baton.context.TaskListener;
import io.opentelemetry.context.Context;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Counts what becomes of tasks, and takes their time. Two of one series are equal. */
final class TaskMetrics implements TaskListener {
  private final TaskMeter meter;
  private final TaskSeries series;

  TaskMetrics(TaskMeter meter, TaskSeries series) {
    this.meter = meter;
    this.series = series;
  }

  /** When a task was submitted, until it starts for the first time. */
  private static final class Submission {
    private static final long HAS_STARTED = Long.MIN_VALUE;
    private static final VarHandle TIME;

    static {
      try {
        TIME = MethodHandles.lookup().findVarHandle(Submission.class, "time", long.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    private volatile long time;

    Submission(long now) {
      TIME.set(this, now);
    }

    /** Negative if it is not for the first time. */
    long waited(long now) {
      long submitted = time;
      return submitted != HAS_STARTED && TIME.compareAndSet(this, submitted, HAS_STARTED)
          ? Math.max(0, now - submitted)
          : -1;
    }
  }

  @Override
  public Object submitted(Object task, Context context) {
    series.submitted.increment();
    meter.connect();
    return new Submission(System.nanoTime());
  }

  @Override
  public void started(Object task, Context context, @Nullable Object state) {
    long now = System.nanoTime();
    RunTimes.begin(now);
    series.started.increment();
    long waited = state == null ? -1 : ((Submission) state).waited(now);
    Instruments instruments = meter.instruments();
    if (waited >= 0 && instruments != null) {
      instruments.waitDuration.record(seconds(waited), series.attributes, context);
    }
  }

  @Override
  public void ended(
      Object task, Context context, @Nullable Object state, @Nullable Throwable failure) {
    long now = System.nanoTime();
    long ran = now - RunTimes.end(now);
    if (failure != null) {
      series.failed.increment();
    }
    series.ended.increment();
    Instruments instruments = meter.instruments();
    if (instruments != null) {
      instruments.runDuration.record(seconds(ran), series.attributes, context);
    }
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }

  @Override
  public void rejected(
      Object task, Context context, @Nullable Object state, RejectedExecutionException reason) {
    series.rejected.increment();
  }

  @Override
  public void cancelled(Object task, Context context, @Nullable Object state) {
    series.cancelled.increment();
  }

  @Override
  public void leaked(Object task, Context context, @Nullable Object state, Context leftOpen) {
    series.repaired.increment();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TaskMetrics metrics && metrics.series == series;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(series);
  }

  @Override
  public String toString() {
    return "metrics of " + series.name();
  }
}
