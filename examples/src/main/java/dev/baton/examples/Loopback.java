package dev.baton.examples;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.concurrent.Executor;

/** How the parts of this example reach each other: HTTP/1.1, on this machine only. */
final class Loopback {
  static final String HOST = "127.0.0.1";

  private Loopback() {}

  static InetSocketAddress anyPort() throws UnknownHostException {
    return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
  }

  static HttpClient client(Executor executor) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .proxy(HttpClient.Builder.NO_PROXY)
        .executor(executor)
        .build();
  }

  static String body(HttpResponse<String> response) {
    if (response.statusCode() != 200) {
      throw new RunFailed(response.uri().getPath() + ": " + response.body());
    }
    return response.body();
  }
}
