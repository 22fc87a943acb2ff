package dev.baton.examples;

import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Sends the spans of a service to a collector, if the standard environment variables name one. A
 * run neither fails nor waits for long because of it: what did not arrive is counted.
 */
final class OtlpExport implements AutoCloseable {
  /** After which {@link #close} gives up, however slowly the collector goes on. */
  static final int MOST_SECONDS = 30;

  private static final int PATIENCE_SECONDS = 5;

  private final String side;
  private final SdkTracerProvider provider;
  private final LongAdder ended = new LongAdder();
  private final LongAdder sent = new LongAdder();

  private OtlpExport(String service, Wiring wiring, SpanProcessor processor) {
    String executors = wiring.name().toLowerCase(Locale.ROOT);
    this.side = service + ", " + executors + " executors";
    this.provider =
        AutoConfiguredOpenTelemetrySdk.builder()
            .disableShutdownHook()
            .addPropertiesSupplier(() -> defaults(service))
            .addPropertiesCustomizer(given -> onlySpans())
            .addResourceCustomizer(
                (given, config) -> given.toBuilder().put("executors", executors).build())
            .addSamplerCustomizer((given, config) -> new RecordingSampler(given))
            .addSpanExporterCustomizer((given, config) -> new CountingExporter(given, sent))
            .addTracerProviderCustomizer((given, config) -> given.addSpanProcessor(processor))
            .build()
            .getOpenTelemetrySdk()
            .getSdkTracerProvider();
  }

  /** Null without a collector, and with variables that make no sense, which one line tells. */
  static @Nullable OtlpExport start(String service, Wiring wiring, SpanProcessor processor) {
    if (!isWanted()) {
      return null;
    }
    SdkWarnings.keep();
    try {
      return new OtlpExport(service, wiring, processor);
    } catch (RuntimeException e) {
      System.err.println("NOT EXPORTED: the spans of " + service + ": " + e.getMessage());
      return null;
    }
  }

  static boolean isWanted() {
    String exporter = variable("OTEL_TRACES_EXPORTER");
    return !endpoint().isEmpty()
        && !exporter.equals("none")
        && !variable("OTEL_SDK_DISABLED").equalsIgnoreCase("true");
  }

  private static String endpoint() {
    String endpoint = variable("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
    return endpoint.isEmpty() ? variable("OTEL_EXPORTER_OTLP_ENDPOINT") : endpoint;
  }

  private static String variable(String name) {
    return Objects.requireNonNullElse(System.getenv(name), "").strip();
  }

  /** What each variable may override. The protocol is what a collector speaks at its usual port. */
  private static Map<String, String> defaults(String service) {
    return Map.of(
        "otel.service.name",
        service,
        "otel.exporter.otlp.protocol",
        endpoint().matches("[a-z]+://[^/]*:4317/?") ? "grpc" : "http/protobuf",
        // Trying again, for seconds, would be worth it in a program that goes on.
        "otel.java.exporter.otlp.retry.disabled",
        "true",
        // Spans that come faster than they are sent.
        "otel.bsp.max.queue.size",
        "65536");
  }

  private static Map<String, String> onlySpans() {
    return Map.of(
        "otel.metrics.exporter", "none", "otel.logs.exporter", "none", "otel.propagators", "none");
  }

  SdkTracerProvider provider() {
    return provider;
  }

  void ended(ReadableSpan span) {
    if (span.getSpanContext().isSampled()) {
      ended.increment();
    }
  }

  /** Waits for the collector as long as it takes in spans, and says how many it has not. */
  @Override
  public void close() {
    CompletableResultCode flushed = provider.forceFlush();
    long before;
    int seconds = 0;
    do {
      before = sent.sum();
      flushed.join(PATIENCE_SECONDS, TimeUnit.SECONDS);
      seconds += PATIENCE_SECONDS;
    } while (!flushed.isDone() && sent.sum() > before && seconds < MOST_SECONDS);
    long lost = ended.sum() - sent.sum();
    if (lost > 0) {
      System.err.printf(
          Locale.ROOT,
          "NOT EXPORTED: %,d of %,d spans (%s): %s%n",
          lost,
          ended.sum(),
          side,
          flushed.isDone() ? SdkWarnings.first() : "the collector is too slow");
    }
    CompletableResultCode unused = provider.shutdown();
  }
}
