package dev.baton.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** An SDK whose telemetry is kept here. That of opentelemetry-sdk-testing brings a storage. */
public final class CollectedTelemetry implements AutoCloseable {
  private static final AttributeKey<String> NAME = AttributeKey.stringKey("jvm.executor.name");
  private static final AttributeKey<String> STATE =
      AttributeKey.stringKey("jvm.executor.thread.state");

  private final Reader reader = new Reader();
  private final Spans spans = new Spans();
  private final Logs logs = new Logs();
  public final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setPropagators(
              ContextPropagators.create(
                  TextMapPropagator.composite(
                      W3CTraceContextPropagator.getInstance(), W3CBaggagePropagator.getInstance())))
          .setMeterProvider(SdkMeterProvider.builder().registerMetricReader(reader).build())
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(spans))
                  .build())
          .setLoggerProvider(
              SdkLoggerProvider.builder()
                  .addLogRecordProcessor(SimpleLogRecordProcessor.create(logs))
                  .build())
          .build();

  public List<MetricData> metrics() {
    return List.copyOf(reader.registration.collectAllMetrics());
  }

  /** Collects, and gives the metrics of one name of executor. */
  public OfExecutor of(String executor) {
    return new OfExecutor(executor, metrics());
  }

  public List<SpanData> spans() {
    return List.copyOf(spans.exported);
  }

  public List<LogRecordData> logs() {
    return List.copyOf(logs.exported);
  }

  @Override
  public void close() {
    sdk.close();
  }

  /** At one time. */
  public record OfExecutor(String executor, List<MetricData> metrics) {
    public boolean isEmpty() {
      return metrics.stream().noneMatch(metric -> points(metric).findAny().isPresent());
    }

    public boolean has(String name) {
      return metrics.stream()
          .anyMatch(metric -> metric.getName().equals(name) && points(metric).count() > 0);
    }

    private Stream<? extends PointData> points(MetricData metric) {
      return metric.getData().getPoints().stream()
          .filter(point -> executor.equals(point.getAttributes().get(NAME)));
    }

    private List<? extends PointData> points(String name) {
      return metrics.stream()
          .filter(metric -> metric.getName().equals(name))
          .flatMap(this::points)
          .toList();
    }

    public long number(String name) {
      return number(name, null);
    }

    /** That of the threads in a state. */
    public long number(String name, String state) {
      List<? extends PointData> points =
          points(name).stream()
              .filter(point -> state == null || state.equals(point.getAttributes().get(STATE)))
              .toList();
      assertThat(points).as(name).hasSize(1);
      return ((LongPointData) points.get(0)).getValue();
    }

    public long times(String name) {
      return points(name).stream()
          .mapToLong(point -> ((HistogramPointData) point).getCount())
          .sum();
    }

    public double seconds(String name) {
      return points(name).stream()
          .mapToDouble(point -> ((HistogramPointData) point).getSum())
          .sum();
    }

    public Attributes attributes(String name) {
      return points(name).get(0).getAttributes();
    }
  }

  private static final class Reader implements MetricReader {
    private volatile CollectionRegistration registration = CollectionRegistration.noop();

    @Override
    public void register(CollectionRegistration newRegistration) {
      registration = newRegistration;
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

  private static final class Spans implements SpanExporter {
    private final List<SpanData> exported = new CopyOnWriteArrayList<>();

    @Override
    public CompletableResultCode export(Collection<SpanData> ended) {
      exported.addAll(ended);
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }

  private static final class Logs implements LogRecordExporter {
    private final List<LogRecordData> exported = new CopyOnWriteArrayList<>();

    @Override
    public CompletableResultCode export(Collection<LogRecordData> emitted) {
      exported.addAll(emitted);
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
