package dev.baton.spring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.baton.spring.app.MvcApplication;
import dev.baton.spring.app.Program;
import dev.baton.spring.app.WebFluxApplication;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A web application goes from broken traces to whole ones by the starter on its class path. */
final class StarterLoadTest {
  private static final String STORAGE = "storage: INSTALLED";
  private static final String WHOLE =
      "Verdict[requests=1000, work=2000, lost=0, mixed=0, misLogged=0]";

  /** A stage that is complete when the next is added runs that on the request's own thread. */
  private static final String MOST_LOST =
      "Verdict\\[requests=1000, work=2000, lost=(1[5-9]..|2000), .*";

  /** What Spring Boot's starter for OpenTelemetry brings on top of OpenTelemetry. */
  private static final Pattern MICROMETER_TRACING =
      Pattern.compile("micrometer-tracing|spring-boot-opentelemetry|spring-boot-starter-opentel");

  @ParameterizedTest
  @CsvSource({"false, false", "false, true", "true, false", "true, true"})
  void losesNothingOfAThousandRequests(boolean micrometerTracing, boolean virtualThreads)
      throws IOException {
    assertThat(mvc(micrometerTracing, "--spring.threads.virtual.enabled=" + virtualThreads))
        .containsExactly(STORAGE, WHOLE);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void losesNothingOfAThousandRequestsOnWebFlux(boolean micrometerTracing) throws IOException {
    assertThat(webFlux(micrometerTracing)).containsExactly(STORAGE, WHOLE);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void losesNothingWhereBootsOwnExecutorAndDecoratorAreOn(boolean micrometerTracing)
      throws IOException {
    assertThat(
            mvc(
                micrometerTracing,
                "--spring.task.execution.mode=force",
                "--spring.task.execution.propagate-context=true"))
        .containsExactly(STORAGE, WHOLE);
  }

  @Test
  void tracesAreBrokenWithoutIt() throws IOException {
    assertThat(mvc(false, "--baton.enabled=false")).element(1, STRING).matches(MOST_LOST);
  }

  @Test
  void tracesAreBrokenWithoutItOnWebFlux() throws IOException {
    assertThat(webFlux(false, "--baton.enabled=false")).element(1, STRING).matches(MOST_LOST);
  }

  private static List<String> mvc(boolean micrometerTracing, String... properties)
      throws IOException {
    return verdict(micrometerTracing, MvcApplication.class, MvcApplication.PATHS, properties);
  }

  private static List<String> webFlux(boolean micrometerTracing, String... properties)
      throws IOException {
    String[] all = Arrays.copyOf(properties, properties.length + 1);
    all[properties.length] = "--spring.main.web-application-type=reactive";
    return verdict(micrometerTracing, WebFluxApplication.class, WebFluxApplication.PATHS, all);
  }

  private static List<String> verdict(
      boolean micrometerTracing, Class<?> application, String paths, String... properties)
      throws IOException {
    String classPath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> micrometerTracing || !MICROMETER_TRACING.matcher(entry).find())
            .collect(Collectors.joining(File.pathSeparator));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", classPath));
    command.addAll(List.of(Program.class.getName(), application.getName(), "1000", paths));
    command.addAll(List.of(properties));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      return reader
          .lines()
          .filter(line -> line.startsWith("storage: ") || line.startsWith("Verdict"))
          .toList();
    }
  }
}
