package dev.baton.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.testing.ForkedJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BatonStorageProviderTest {
  private static final String PROVIDER = "io.opentelemetry.context.contextStorageProvider=";
  private static final String STRICT = "io.opentelemetry.context.enableStrictContext=true";

  @TempDir Path somebodys;

  @ParameterizedTest
  @ValueSource(strings = {"early", "late"})
  void storageIsInPlaceWithoutAMain(String when) {
    assertIsBatons(run(List.of(), when));
  }

  @Test
  void storageIsLeftOutWhereThePropertySaysDefault() {
    assertThat(run(List.of(), PROVIDER + "default"))
        .contains("Ann", "storage: ThreadLocalContextStorage", "at first: NOT_INSTALLED");
  }

  /** Whose storage is on top and sees all that ours does. */
  @Test
  void storageIsBelowThatOfTheStrictMode() {
    assertThat(run(List.of(), STRICT))
        .contains("Ann", "storage: StrictContextStorage", "at first: INSTALLED");
  }

  /** OpenTelemetry's rule, which it tells in its log. */
  @Test
  void withSomebodyElsesProviderTheDefaultIsInPlace() throws IOException {
    assertThat(runBesideSomebodys("late"))
        .contains("Ann", "storage: ThreadLocalContextStorage", "at first: NOT_INSTALLED")
        .anyMatch(line -> line.contains("Found multiple ContextStorageProvider"));
  }

  /** Since that replaces the default. */
  @Test
  void withSomebodyElsesProviderAnEarlyInstallPutsBatonsInPlace() throws IOException {
    assertIsBatons(runBesideSomebodys("early"));
  }

  @Test
  void propertyTellsWhichOfTwoProvidersIsMeant() throws IOException {
    assertIsBatons(runBesideSomebodys(PROVIDER + BatonStorageProvider.class.getName()));
    assertThat(runBesideSomebodys(PROVIDER + SomebodysProvider.class.getName()))
        .contains("Ann", "storage: SomebodysStorage", "at first: NOT_INSTALLED");
  }

  /** Which asks the other provider for what it puts its own on top of. */
  @Test
  void storageIsBelowThatOfOpenTelemetrysTests() {
    assertThat(ForkedJvm.runOn(ForkedJvm.classPath(), UsingProgram.class, "late"))
        .contains("Ann", "storage: SettableContextStorage", "at first: INSTALLED");
  }

  private static List<String> run(List<Path> more, String argument) {
    Predicate<Path> isForTests = path -> path.toString().contains("opentelemetry-sdk-testing");
    List<Path> classPath =
        Stream.concat(
                ForkedJvm.classPath().stream().filter(Predicate.not(isForTests)), more.stream())
            .toList();
    return ForkedJvm.runOn(classPath, UsingProgram.class, argument);
  }

  private List<String> runBesideSomebodys(String argument) throws IOException {
    Path services = Files.createDirectories(somebodys.resolve("META-INF/services"));
    Files.writeString(
        services.resolve("io.opentelemetry.context.ContextStorageProvider"),
        SomebodysProvider.class.getName(),
        UTF_8);
    return run(List.of(somebodys), argument);
  }

  private static void assertIsBatons(List<String> lines) {
    assertThat(lines)
        .contains(
            "Ann", "storage: SlotStorage", "at first: INSTALLED", "again: INSTALLED", "left: {}");
  }
}
