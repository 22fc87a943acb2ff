package dev.baton.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.programs.InstallProgram;
import dev.baton.context.programs.LazyProgram;
import dev.baton.context.programs.ReportProgram;
import dev.baton.context.testing.ForkedJvm;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The one line at start-up, each time in a JVM where nothing has started yet. */
@Tag("slot")
class BatonTest {

  /** What the docs show. */
  static final class Example {
    private Example() {}

    // @start region="install"
    public static void main(String[] args) {
      Installation installation = Baton.install(); // before anything touches a Context
      installation.steps().forEach(System.out::println);
      // ... the program
    }
    // @end
  }

  private static List<String> warnings(List<String> lines) {
    return lines.stream().filter(line -> line.startsWith("WARNING: ")).toList();
  }

  @Test
  void exampleOfTheDocsSaysWhatWillBeDone() {
    assertThat(ForkedJvm.run(Example.class))
        .singleElement()
        .asString()
        .startsWith("context storage: PENDING (");
  }

  @Test
  void installedFirstOfAllItReplacesTheStorageAndASecondCallChangesNothing() {
    List<String> lines = ForkedJvm.run(InstallProgram.class, "first");
    assertThat(lines.get(0)).isEqualTo("same: true");
    assertThat(lines.get(1)).startsWith("before: context storage: PENDING (");
    assertThat(lines.get(2)).isEqualTo("task: A");
    assertThat(lines.get(3)).isEqualTo("after the task: null");
    assertThat(lines.get(4)).startsWith("after: context storage: INSTALLED (");
    assertThat(lines.get(5)).startsWith("Baton[context storage: INSTALLED (").endsWith(")]");
    assertThat(lines).hasSize(6);
  }

  @Test
  void installedTooLateItSaysSoOnceAndWrappersStillWork() {
    List<String> lines = ForkedJvm.run(InstallProgram.class, "tooLate");
    assertThat(lines).contains("task: A", "after the task: null");
    assertThat(lines)
        .last()
        .asString()
        .startsWith("after: context storage: NOT_INSTALLED (too late: ");
    assertThat(warnings(lines))
        .filteredOn(line -> line.contains("Baton"))
        .singleElement()
        .asString()
        .contains("not in use", "too late");
  }

  @Test
  void storageOfSomebodyElseIsLeftAloneAndNamedOnce() {
    List<String> lines = ForkedJvm.run(InstallProgram.class, "afterAnother");
    assertThat(lines).contains("task: A", "after the task: null");
    assertThat(lines)
        .last()
        .asString()
        .startsWith("after: context storage: NOT_INSTALLED (")
        .contains("InstallProgram$Wrapper");
    assertThat(warnings(lines)).singleElement().asString().contains("InstallProgram$Wrapper");
  }

  @Test
  void whatIsPreparedInAStaticInitialiserDisablesNoWrapperAddedLater() {
    assertThat(ForkedJvm.run(LazyProgram.class)).last().isEqualTo("attached: 1");
  }

  @Test
  void wrapperAddedAfterInstallTakesEffect() {
    List<String> lines = ForkedJvm.run(LazyProgram.class, "install");
    assertThat(lines).contains("attached: 1");
    assertThat(lines).last().asString().startsWith("context storage: INSTALLED (");
  }

  @ParameterizedTest
  @ValueSource(strings = {"decorating", "doubling", "skipping"})
  void wrapperAddedAfterInstallMayAttachAsItLikes(String wrapper) {
    List<String> lines = ForkedJvm.run(InstallProgram.class, wrapper);
    assertThat(lines.stream().filter(line -> line.matches("(task|after|in|captured).*: .*")))
        .containsSubsequence(
            "task: A",
            "after the task: null",
            "task: A",
            "after the task: B",
            "captured: B",
            "after the leak: B",
            "in the end: null");
    assertThat(lines).last().asString().startsWith("after: context storage: INSTALLED (");
    assertThat(warnings(lines)).singleElement().asString().contains("leaked");
  }

  @Test
  void modulesAreInstalledEachByItselfAndUndoneByClose() throws URISyntaxException {
    Path modules = Path.of(BatonTest.class.getResource("/modules").toURI());
    List<String> lines = ForkedJvm.run(List.of(modules), InstallProgram.class, "modules");
    assertThat(lines.stream().filter(line -> line.startsWith("installed: ")))
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).contains("context storage: PENDING"),
            line -> assertThat(line).contains(" working: INSTALLED"),
            line -> assertThat(line).contains(" not undoable: INSTALLED"),
            line -> assertThat(line).contains("failing: NOT_INSTALLED", "cannot be installed"),
            line -> assertThat(line).contains("its library: NOT_INSTALLED", "some/Library"),
            line -> assertThat(line).contains("NOT_INSTALLED", "Modules$Unloadable"),
            line -> assertThat(line).contains("NOT_INSTALLED", "ModuleThatIsNotThere"));
    assertThat(lines.stream().filter(line -> line.startsWith("closed: ")))
        .hasSize(7)
        .anySatisfy(line -> assertThat(line).contains(" working: UNINSTALLED"))
        .anySatisfy(
            line -> assertThat(line).contains("not undoable: INSTALLED", "could not be undone"));
    assertThat(lines).contains("same: false", "task: A");
    assertThat(lines.stream().filter(line -> line.equals("installing working"))).hasSize(2);
    assertThat(lines.stream().filter(line -> line.equals("undoing working"))).hasSize(1);
    assertThat(lines.stream().filter(line -> line.startsWith("again: "))).hasSize(7);
    assertThat(warnings(lines))
        .filteredOn(line -> line.contains("failing"))
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).startsWith("WARNING: Baton: "));
  }

  @Test
  void depthOfAThousandScopesIsReportedOnce() {
    List<String> lines = ForkedJvm.run(ReportProgram.class, "deep");
    assertThat(warnings(lines)).singleElement().asString().contains("1024 scopes", "makeCurrent()");
    assertThat(lines).last().isEqualTo("current: {}");
  }

  @Test
  void leaksOfMoreThanAThousandClassesAreNotAllReported() {
    List<String> lines = ForkedJvm.run(ReportProgram.class, "many");
    assertThat(warnings(lines)).hasSize(Reports.MOST_CLASSES);
    assertThat(lines).last().isEqualTo("current: {}");
  }
}
