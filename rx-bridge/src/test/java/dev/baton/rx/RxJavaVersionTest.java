package dev.baton.rx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.testing.ForkedJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the RxJava of other releases, which the build puts aside, and with none. */
@Tag("slot")
final class RxJavaVersionTest {

  private static List<String> runWith(String version) {
    Path jar = Path.of("target", "rxjava", "rxjava-" + version + ".jar").toAbsolutePath();
    assertThat(Files.exists(jar)).isTrue();
    List<Path> classPath = withoutRxJava();
    classPath.add(jar);
    return ForkedJvm.runOn(classPath, ProgramWithSomeRxJava.class, "true");
  }

  private static List<Path> withoutRxJava() {
    List<Path> classPath = new ArrayList<>(ForkedJvm.classPath());
    assertThat(classPath.removeIf(path -> path.getFileName().toString().startsWith("rxjava-")))
        .isTrue();
    return classPath;
  }

  @Test
  void oldestThatIsSupportedHasTheHooks() {
    assertThat(runWith("3.1.1"))
        .anyMatch(line -> line.startsWith("step: RxJava hooks: INSTALLED"))
        .containsSubsequence(
            "hooks: 8",
            "scheduler: A",
            "chain: A",
            "other chain: A",
            "hooks of the program's own",
            "left: 0",
            "closed")
        .noneMatch(line -> line.contains("WARNING"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.0.2", "3.1.0"})
  void olderOneIsLeftAloneAndTheStepSaysWhichIsNeeded(String version) {
    String why = "RxJava is too old; 3.1.1 or newer is needed";
    List<String> lines = runWith(version);
    assertThat(lines)
        .containsSubsequence(
            "step: RxJava hooks: NOT_INSTALLED (" + why + ")",
            "hooks: 0",
            "scheduler: A",
            "chain: null",
            "other chain: null",
            "no hooks: " + why,
            "left: 0",
            "closed");
    assertIsOneLine(lines, why);
  }

  @Test
  void programWithoutRxJavaIsToldInTheStepOnly() {
    String why = "RxJava is not on the class path; 3.1.1 or newer is needed";
    List<String> lines = ForkedJvm.runOn(withoutRxJava(), ProgramWithSomeRxJava.class, "false");
    assertThat(lines).contains("step: RxJava hooks: NOT_INSTALLED (" + why + ")", "closed");
    assertThat(lines).noneMatch(line -> line.contains("WARNING"));
  }

  private static void assertIsOneLine(List<String> lines, String why) {
    assertThat(lines)
        .filteredOn(line -> line.contains("WARNING"))
        .containsExactly("WARNING: Baton: RxJava hooks not installed: " + why);
    assertThat(lines).noneMatch(line -> line.contains("Exception") || line.contains("\tat "));
  }
}
