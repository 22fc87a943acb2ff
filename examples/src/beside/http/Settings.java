package beside.http;

import com.sun.net.httpserver.HttpExchange;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.context.Context;
import io.opentelemetry.instrumentation.api.instrumenter.AttributesExtractor;
import io.opentelemetry.instrumentation.javahttpclient.JavaHttpClientTelemetry;
import io.opentelemetry.instrumentation.javahttpserver.JavaHttpServerTelemetry;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/** The settings in docs/http.md. */
final class Settings {
  private Settings() {}

  // @start region="client"
  static JavaHttpClientTelemetry client(
      OpenTelemetry openTelemetry, AttributesExtractor<HttpRequest, HttpResponse<?>> hooks) {
    return JavaHttpClientTelemetry.builder(openTelemetry)
        .setSpanNameExtractorCustomizer(
            usual -> request -> usual.extract(request) + " " + request.uri().getPath())
        .setCapturedRequestHeaders(List.of("X-Tenant"))
        .setCapturedResponseHeaders(List.of("X-Cache"))
        .addAttributesExtractor(hooks)
        .build();
  }

  // @end

  // @start region="server"
  static JavaHttpServerTelemetry server(
      OpenTelemetry openTelemetry, AttributesExtractor<HttpExchange, HttpExchange> hooks) {
    return JavaHttpServerTelemetry.builder(openTelemetry)
        .setSpanNameExtractorCustomizer(usual -> exchange -> usual.extract(exchange) + " (orders)")
        .setCapturedRequestHeaders(List.of("X-Tenant"))
        .setCapturedResponseHeaders(List.of("X-Cache"))
        .addAttributesExtractor(hooks)
        .build();
  }

  // @end

  // @start region="hooks"
  /** What is done at a request and at its response, of either side. */
  static <Q, R> AttributesExtractor<Q, R> hooks() {
    return new AttributesExtractor<>() {
      @Override
      public void onStart(AttributesBuilder attributes, Context parent, Q request) {
        attributes.put("app.request", request.getClass().getSimpleName());
      }

      @Override
      public void onEnd(
          AttributesBuilder attributes, Context context, Q request, R response, Throwable failure) {
        attributes.put("app.answered", failure == null);
      }
    };
  }

  // @end
}
