package dev.baton.benchmarks;

import dev.baton.context.Propagation;
import dev.baton.context.TaskListener;
import dev.baton.executors.ContextExecutors;
import dev.baton.tracing.TaskTelemetry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ExecutorServiceMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import java.util.concurrent.Executor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * What the metrics of a task cost: to hand it to an executor, which runs it at once. Telemetry is
 * off ({@code baton}), a listener hears of it that does nothing ({@code batonListener}), or it is
 * counted and timed with OpenTelemetry's SDK ({@code batonTelemetry}). Micrometer's executor counts
 * and times with a registry of its own, and carries no context.
 */
public class TelemetryBenchmark extends HotPath {
  private static final String BATON_LISTENER = "batonListener";
  private static final String BATON_TELEMETRY = "batonTelemetry";

  @Benchmark
  public Object execute(Telemetry state) {
    return state.execute();
  }

  /** Of what is measured. */
  public static class Telemetry extends PeerState {
    @Param({RAW, BATON, BATON_LISTENER, BATON_TELEMETRY, MICROMETER})
    String peer;

    private final Metrics metrics = new Metrics();
    private Executor executor = Worker::execute;

    @Override
    void begin() {
      Executor direct = Worker::execute;
      executor =
          switch (peer) {
            case RAW -> direct;
            case BATON -> ContextExecutors.wrap(direct);
            case BATON_LISTENER ->
                ContextExecutors.wrap(direct, Propagation.capturing().with(new TaskListener() {}));
            case BATON_TELEMETRY -> TaskTelemetry.of(metrics).wrap(direct, "benchmark");
            default -> timed(new SimpleMeterRegistry(), direct);
          };
      library().enter(true);
      Worker.warmUp(body);
      promote();
      body.check(this::execute);
      if (peer.equals(BATON_TELEMETRY) && !metrics.have("baton.task.run.duration")) {
        throw new IllegalStateException("no task was timed");
      }
    }

    private static Executor timed(MeterRegistry registry, Executor executor) {
      return ExecutorServiceMetrics.monitor(registry, executor, "benchmark");
    }

    Object execute() {
      executor.execute(body);
      return body;
    }
  }

  /** Those of the SDK as it is without settings, which somebody may read. No more of the SDK. */
  private static final class Metrics implements OpenTelemetry {
    private final Reader reader = new Reader();
    private final MeterProvider meters =
        SdkMeterProvider.builder().registerMetricReader(reader).build();

    boolean have(String name) {
      return reader.collected.collectAllMetrics().stream()
          .anyMatch(metric -> metric.getName().equals(name));
    }

    @Override
    public MeterProvider getMeterProvider() {
      return meters;
    }

    @Override
    public TracerProvider getTracerProvider() {
      return TracerProvider.noop();
    }

    @Override
    public ContextPropagators getPropagators() {
      return ContextPropagators.noop();
    }
  }

  private static final class Reader implements MetricReader {
    private CollectionRegistration collected = CollectionRegistration.noop();

    @Override
    public void register(CollectionRegistration registration) {
      collected = registration;
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType type) {
      return AggregationTemporality.CUMULATIVE;
    }

    @Override
    public CompletableResultCode forceFlush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
