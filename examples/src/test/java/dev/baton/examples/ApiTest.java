package dev.baton.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jetbrains.kotlin.abi.tools.AbiFilters;
import org.jetbrains.kotlin.abi.tools.AbiTools;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The public API of a library module is what its committed listing says. */
final class ApiTest {
  private static final String REWRITE =
      "mvn test-compile surefire:test -Dtest=ApiTest -Dbaton.api.write";

  /** What is public for Baton's other modules only. Two stars match nested names too. */
  private static final AbiFilters API =
      new AbiFilters(
          Set.of(),
          Set.of(
              "dev.baton.context.storage.**",
              "dev.baton.context.BatonInternal**",
              "dev.baton.context.audit.TestPlanAudit",
              "dev.baton.context.PendingTask**",
              "dev.baton.executors.ExecutorsInternal**",
              "dev.baton.rx.RxContextModule",
              "dev.baton.micrometer.MicrometerContextModule",
              "dev.baton.spring.BatonAutoConfiguration**",
              "dev.baton.spring.BatonTestPlan",
              "dev.baton.tracing.TaskTelemetryModule"),
          Set.of(),
          Set.of());

  private final AbiTools tools = AbiTools.Companion.getInstance(null);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "context-core",
        "executors",
        "rx-bridge",
        "coroutines-bridge",
        "tracing",
        "micrometer-bridge",
        "spring-boot-starter",
        "storage-provider"
      })
  void isWhatTheListingSays(String module) throws IOException {
    Path listing = Path.of("..", module, "api", "baton-" + module + ".api");
    Path actual =
        Boolean.getBoolean("baton.api.write")
            ? listing
            : Path.of("target", "api").resolve(listing.getFileName());
    Files.createDirectories(actual.getParent());
    Files.writeString(actual, api(Path.of("..", module, "target", "classes")));

    assertThat(listing).as("the API of %s; to write it: %s", module, REWRITE).exists();
    String difference = tools.filesDiff(listing.toFile(), actual.toFile());
    assertThat(difference)
        .withFailMessage(
            "The API of %s has changed:%n%s%nIf that is intended, rewrite the listing: %s",
            module, difference, REWRITE)
        .isNull();
  }

  private String api(Path classes) throws IOException {
    try (Stream<Path> files = Files.walk(classes)) {
      List<File> classFiles =
          files.filter(file -> file.toString().endsWith(".class")).map(Path::toFile).toList();
      StringBuilder api = new StringBuilder();
      tools.printJvmDump(api, classFiles, API);
      return api.toString();
    }
  }
}
