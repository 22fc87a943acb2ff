package dev.baton.spring.app;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** OpenTelemetry's SDK, and nothing else. */
@Configuration(proxyBeanMethods = false)
@Import(Work.class)
class Tracing {

  @Bean
  FinishedSpans finishedSpans() {
    return new FinishedSpans();
  }

  @Bean
  SdkTracerProvider tracerProvider(FinishedSpans spans) {
    return SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(spans)).build();
  }

  @Bean
  Tracer tracer(SdkTracerProvider provider) {
    return provider.get("app");
  }
}
