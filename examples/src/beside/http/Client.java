package beside.http;

import dev.baton.executors.ContextHttpClients;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.instrumentation.javahttpclient.JavaHttpClientTelemetry;
import java.net.http.HttpClient;

/** A client in docs/http.md, and those that it is compared with. */
enum Client {
  ALONE {
    @Override
    HttpClient of(HttpClient client, OpenTelemetry openTelemetry) {
      return JavaHttpClientTelemetry.create(openTelemetry).newHttpClient(client);
    }
  },

  OURS_AROUND {
    @Override
    HttpClient of(HttpClient client, OpenTelemetry openTelemetry) {
      return instrumented(client, openTelemetry);
    }
  },

  OURS_INSIDE {
    @Override
    HttpClient of(HttpClient client, OpenTelemetry openTelemetry) {
      return ALONE.of(ContextHttpClients.wrap(client), openTelemetry);
    }
  },

  OURS_ON_BOTH_SIDES {
    @Override
    HttpClient of(HttpClient client, OpenTelemetry openTelemetry) {
      return instrumented(ContextHttpClients.wrap(client), openTelemetry);
    }
  };

  abstract HttpClient of(HttpClient client, OpenTelemetry openTelemetry);

  // @start region="client"
  static HttpClient instrumented(HttpClient client, OpenTelemetry openTelemetry) {
    return ContextHttpClients.wrap(
        JavaHttpClientTelemetry.create(openTelemetry).newHttpClient(client));
  }

  // @end
}
