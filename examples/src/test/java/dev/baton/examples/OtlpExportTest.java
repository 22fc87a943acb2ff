package dev.baton.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The main job, started as a user starts it, with the variables of OpenTelemetry set. */
@Timeout(240)
class OtlpExportTest {
  private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";

  @TempDir private Path directory;

  /** What it has printed to its standard error; fails if it fails. */
  private String run(Map<String, String> variables, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(options));
    File errors = directory.resolve("errors").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(directory.resolve("output").toFile())
            .redirectError(errors);
    builder.environment().keySet().removeIf(name -> name.startsWith("OTEL_"));
    builder.environment().putAll(variables);
    int exitCode = builder.start().waitFor();
    String printed = Files.readString(errors.toPath(), UTF_8);
    assertThat(exitCode).as(printed).isZero();
    return printed;
  }

  @Test
  void eachOfAThousandConcurrentWrappedRequestsIsOneTreeOverBothProcesses() throws Exception {
    int requests = 1000;
    try (Receiver receiver = new Receiver(200)) {
      String errors =
          run(
              Map.of(ENDPOINT, receiver.endpoint()),
              "--requests=" + requests,
              "--concurrency=" + requests,
              "--time-limit=200");

      assertThat(errors).isEmpty();
      TraceForest wrapped = new TraceForest(receiver.spans("wrapped"));
      assertThat(wrapped.problems(requests)).isEmpty();
      assertThat(wrapped.traces()).isEqualTo(requests);
      assertThat(wrapped.fewestSpansOfATrace()).isGreaterThanOrEqualTo(30);

      // The same spans, so nothing was lost but contexts.
      List<ReceivedSpan> spans = receiver.spans("plain");
      assertThat(spans).hasSameSizeAs(receiver.spans("wrapped"));
      TraceForest plain = new TraceForest(spans);
      assertThat(plain.traces()).isGreaterThan(10 * requests);
      assertThat(plain.problems(requests))
          .containsKeys(
              "wrong parent: shop: reserve item 1 < ",
              "missing, or too many: shop: weigh part",
              "spans of several requests in a trace");
    }
  }

  @Test
  void theVariablesForTracesAndServiceAndSamplerAreHonoured() throws Exception {
    try (Receiver receiver = new Receiver(200)) {
      Map<String, String> variables =
          Map.of(
              "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
              receiver.endpoint() + "/v1/traces",
              "OTEL_SERVICE_NAME",
              "books",
              "OTEL_TRACES_SAMPLER",
              "parentbased_traceidratio",
              "OTEL_TRACES_SAMPLER_ARG",
              "0.5");
      assertThat(run(variables, "--requests=100")).isEmpty();

      List<ReceivedSpan> spans = receiver.spans("wrapped");
      assertThat(spans)
          .extracting(ReceivedSpan::service)
          .contains("books", "prices")
          .doesNotContain("shop");
      TraceForest forest = new TraceForest(spans);
      assertThat(forest.traces()).isBetween(10, 90);
      assertThat(forest.fewestSpansOfATrace()).isEqualTo(31);
    }
  }

  @Test
  void aCollectorThatIsDownCostsALineForEachServiceAndNotTheRun() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(Loopback.anyPort());
      port = socket.getLocalPort();
    }
    String down = "http://" + Loopback.HOST + ":" + port;

    assertThat(run(Map.of(ENDPOINT, down), "--requests=20").lines())
        .hasSize(4)
        .allMatch(line -> line.startsWith("NOT EXPORTED: ") && line.contains("onnect"))
        .anyMatch(line -> line.contains("580 of 580 spans (shop, wrapped executors)"))
        .anyMatch(line -> line.contains("40 of 40 spans (prices, plain executors)"));
  }

  @Test
  void aCollectorThatSaysNoIsQuoted() throws Exception {
    try (Receiver receiver = new Receiver(403)) {
      assertThat(run(Map.of(ENDPOINT, receiver.endpoint()), "--requests=20").lines())
          .hasSize(4)
          .allMatch(line -> line.startsWith("NOT EXPORTED: ") && line.contains("403"));
    }
  }

  @Test
  void aCollectorThatDoesNotAnswerIsNotWaitedForLong() throws Exception {
    try (ServerSocket silent = new ServerSocket()) {
      silent.bind(Loopback.anyPort());
      Map<String, String> variables =
          Map.of(ENDPOINT, "http://" + Loopback.HOST + ":" + silent.getLocalPort());

      assertThat(run(variables, "--requests=20").lines())
          .hasSize(4)
          .allMatch(line -> line.matches("NOT EXPORTED: .*(too slow|timeout|timed out)"))
          .anyMatch(line -> line.endsWith("(shop, wrapped executors): the collector is too slow"));
    }
  }

  @Test
  void anEndpointThatIsNoneCostsALineForEachServiceAndNotTheRun() throws Exception {
    assertThat(run(Map.of(ENDPOINT, "localhost:4318"), "--requests=20").lines())
        .hasSize(4)
        .allMatch(line -> line.startsWith("NOT EXPORTED: ") && line.contains("localhost:4318"));
  }

  @Test
  void theAuditOfAnExportingRunFindsTheSame() throws Exception {
    try (Receiver receiver = new Receiver(200)) {
      Map<String, String> variables = Map.of(ENDPOINT, receiver.endpoint());
      assertThat(run(variables, "--audit", "--requests=41", "--concurrency=8"))
          .doesNotContain("FAILED", "NOT EXPORTED");

      assertThat(receiver.spans("wrapped")).hasSize(41 * 31);
    }
  }

  @Test
  void nothingIsExportedIfExportIsOff() throws Exception {
    try (Receiver receiver = new Receiver(200)) {
      String to = receiver.endpoint();
      assertThat(run(Map.of(ENDPOINT, to, "OTEL_TRACES_EXPORTER", "none"), "--requests=20"))
          .isEmpty();
      assertThat(run(Map.of(ENDPOINT, to, "OTEL_SDK_DISABLED", "true"), "--requests=20")).isEmpty();

      assertThat(receiver.spans("wrapped")).isEmpty();
    }
  }
}
