package beside.http;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.stringArrayKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.instrumentation.javahttpserver.JavaHttpServerTelemetry;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/** Names, hooks, headers, and what is left out. */
final class SettingsPart {
  private SettingsPart() {}

  static void run() throws Exception {
    bothSides();
    failure();
    exceptions();
  }

  private static void print(String what, SpanData span) {
    Attributes attributes = span.getAttributes();
    System.out.println(
        "settings of the %s: %s, tenant %s, cache %s, asked %s, answered %s"
            .formatted(
                what,
                span.getName(),
                attributes.get(stringArrayKey("http.request.header.x-tenant")),
                attributes.get(stringArrayKey("http.response.header.x-cache")),
                attributes.get(stringKey("app.request")) != null,
                attributes.get(booleanKey("app.answered"))));
  }

  private static void bothSides() throws Exception {
    Telemetry telemetry = new Telemetry();
    try (Loopback loopback = new Loopback()) {
      Settings.server(telemetry.sdk, Settings.hooks())
          .configure(loopback.serve("/orders", exchange -> Loopback.answer(exchange, 200)));
      HttpClient client =
          Settings.client(telemetry.sdk, Settings.hooks()).newHttpClient(loopback.client);
      client.send(tenants(loopback), BodyHandlers.discarding());
      print("client", telemetry.await(2, SpanKind.CLIENT));
      print("server", telemetry.await(2, SpanKind.SERVER));
    }
  }

  private static HttpRequest tenants(Loopback loopback) {
    return loopback.request("/orders/1").header("X-Tenant", "acme").build();
  }

  /** Nobody listens any more. */
  private static void failure() throws Exception {
    Telemetry telemetry = new Telemetry();
    HttpRequest request;
    try (Loopback loopback = new Loopback()) {
      request = tenants(loopback);
    }
    try (HttpClient inner = HttpClient.newHttpClient()) {
      Settings.client(telemetry.sdk, Settings.hooks())
          .newHttpClient(inner)
          .send(request, BodyHandlers.discarding());
    } catch (IOException e) {
      print("client that fails", telemetry.await(1, SpanKind.CLIENT));
    }
  }

  private static void exceptions() throws Exception {
    Telemetry telemetry = new Telemetry();
    try (Loopback loopback = new Loopback()) {
      loopback
          .serve("/", exchange -> Loopback.answer(exchange, 200))
          .getFilters()
          .add(
              Server.except(
                  path -> path.startsWith("/health"),
                  JavaHttpServerTelemetry.create(telemetry.sdk).newFilter()));
      for (String path : List.of("/health/live", "/orders", "/health")) {
        loopback.client.send(loopback.request(path).build(), BodyHandlers.discarding());
      }
      SpanData span = telemetry.await(1, SpanKind.SERVER);
      System.out.println("only span: " + span.getAttributes().get(stringKey("url.path")));
    }
    System.out.println("spans of a filter with exceptions: " + telemetry.await(1).size());
  }
}
