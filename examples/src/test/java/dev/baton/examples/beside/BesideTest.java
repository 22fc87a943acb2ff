package dev.baton.examples.beside;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Baton beside other software that keeps OpenTelemetry's context, or is kept in it. */
@Timeout(Guest.SECONDS + 40)
final class BesideTest {
  private static final String PROGRAM = Program.class.getName();
  private static final String LEAK = "A task of ";
  private static final Pattern SPAN =
      Pattern.compile(
          "\"spanId\":\"(\\w+)\"(?:,\"parentSpanId\":\"(\\w+)\")?[^{}\\[\\]]*?\"name\":\"([^\"]+)\"");

  private static Printed run(Guest guest, String main, String... arguments) throws Exception {
    return new Printed(guest.run(main, arguments));
  }

  @Test
  void besideNothing() throws Exception {
    run(Guest.named("plain"), PROGRAM)
        .crossed(40)
        .installed(LEAK, LEAK)
        .contains("raw: nobody", "leak: nobody, nobody");
  }

  @Test
  void besideNothingInstalledTooLate() throws Exception {
    run(Guest.named("plain"), PROGRAM, "late")
        .crossed(40)
        .warned("was in use before Baton.install()", LEAK, LEAK)
        .contains("raw: nobody", "leak: nobody, nobody")
        .contains("storage: io.opentelemetry.context.ThreadLocalContextStorage");
  }

  @Test
  void besideStrictMode() throws Exception {
    run(Guest.named("plain").with("-Dio.opentelemetry.context.enableStrictContext=true"), PROGRAM)
        .crossed(40)
        .leftAlone("io.opentelemetry.context.StrictContextStorage", LEAK, LEAK)
        .contains("raw: nobody", "scopes left open: none", "leak: nobody, nobody");
  }

  @Test
  void besideTheSettableStorageOfTests() throws Exception {
    run(Guest.named("settable"), PROGRAM)
        .crossed(40)
        .leftAlone(
            "io.opentelemetry.sdk.testing.context.SettableContextStorageProvider"
                + "$SettableContextStorage",
            LEAK,
            LEAK)
        .contains("raw: nobody", "leak: nobody, nobody");
  }

  /**
   * Its own instrumentation carries the context on raw pools, and leaks there as it always does.
   */
  @Test
  void besideTheOpenTelemetryAgent() throws Exception {
    Printed printed =
        run(
            Guest.named("agent")
                .withAgent("opentelemetry-javaagent-")
                .with("-Dotel.traces.exporter=experimental-otlp/stdout")
                .with("-Dotel.metrics.exporter=none")
                .with("-Dotel.logs.exporter=none"),
            PROGRAM,
            "agent");
    printed
        .crossed(0)
        .leftAlone(
            "io.opentelemetry.javaagent.instrumentation.opentelemetryapi.v1_0.context"
                + ".AgentContextStorage",
            LEAK)
        .contains("raw: raw A", "scopes left open: none", "leak: nobody, leaked");
    assertCallbacksJoin(printed.lines(), 40);
  }

  private static void assertCallbacksJoin(List<String> lines, int callbacks) {
    Map<String, String> names = new HashMap<>();
    Map<String, String> parents = new HashMap<>();
    for (String line : lines) {
      for (Matcher span = SPAN.matcher(line); span.find(); ) {
        names.put(span.group(1), span.group(3));
        parents.put(span.group(1), String.valueOf(span.group(2)));
      }
    }
    parents.keySet().removeIf(span -> !names.get(span).endsWith(" callback"));
    assertThat(parents)
        .hasSize(callbacks)
        .allSatisfy(
            (span, parent) ->
                assertThat(names.get(span)).isEqualTo(names.get(parent) + " callback"));
  }

  @Test
  void besideGrpcWhoseContextIsKeptInOpenTelemetrys() throws Exception {
    run(Guest.named("grpc-override"), "beside.grpc.GrpcInOpenTelemetry")
        .crossed(42)
        .installed(LEAK, LEAK)
        .contains("grpc in a task: ann", "grpc: 2 ok, then nobody")
        .contains("grpc detached: null, grpc A", "grpc afterwards: null, null")
        .contains("raw: nobody", "leak: nobody, nobody");
  }

  /** Which gives a new object at each reading; and restores by itself, and says so. */
  @Test
  void besideAStorageInGrpcsContext() throws Exception {
    String leak = "SEVERE: Context was not attached when detaching";
    run(Guest.named("grpc-storage"), "beside.grpc.OpenTelemetryInGrpc")
        .crossed(42)
        .leftAlone("beside.grpc.GrpcStorage$1", leak, leak)
        .contains("grpc in a task: ann", "grpc: 2 ok, then nobody", "grpc afterwards: null, null")
        .contains("raw: nobody", "leak: nobody, nobody");
  }

  @Test
  void besideBraveWhoseContextIsKeptInOpenTelemetrys() throws Exception {
    run(
            Guest.named("brave").with("-Dio.opentelemetry.context.contextStorageProvider=default"),
            "beside.brave.BraveProgram",
            "inside")
        .crossed(41)
        .installed(LEAK, LEAK)
        .contains("brave in a task: true", "mdc in a task: true", "brave: 1 ok, then nobody")
        .contains("brave afterwards: null", "mdc afterwards: null, null")
        .contains("raw: nobody", "leak: nobody, nobody");
  }

  /** Whose scope decorator tells the MDC what comes and goes. */
  @Test
  void besideAStorageInBravesContext() throws Exception {
    run(Guest.named("brave"), "beside.brave.BraveProgram")
        .crossed(41)
        .leftAlone("beside.brave.BraveStorage$1")
        .contains("brave in a task: true", "mdc in a task: true", "brave: 1 ok, then nobody")
        .contains("brave afterwards: null", "mdc afterwards: null, null")
        .contains("raw: nobody", "leak: nobody, nobody");
  }

  @Test
  void besideVertx() throws Exception {
    run(Guest.named("vertx"), "beside.vertx.VertxProgram")
        .crossed(52)
        .leftAlone(
            "io.vertx.tracing.opentelemetry.VertxContextStorageProvider$VertxContextStorage",
            LEAK,
            LEAK)
        .contains("event loop: 4 ok, then nobody", "event loop after the scope: nobody")
        .contains("event loop after completing: nobody")
        .contains("execute blocking: 4 ok, then nobody", "execute blocking after the scope: nobody")
        .contains("other request: 2 ok, then nobody", "other request itself: 2 ok")
        .contains("other request after the scope: nobody")
        .contains("raw: nobody", "leak: nobody, nobody");
  }
}
