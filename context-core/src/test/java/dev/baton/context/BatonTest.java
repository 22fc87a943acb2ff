package dev.baton.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.programs.FreshObjectsProgram;
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

  /** What the docs show. */
  static final class ExampleOfAPropagation {
    private ExampleOfAPropagation() {}

    // @start region="propagation"
    public static void main(String[] args) {
      Baton.install(Propagation.capturing().with(CarriedThreadLocal.slf4jMdc()));
      // ... the program
    }

    // @end

    static final class AndAfter {
      private AndAfter() {}

      public static void main(String[] args) {
        ExampleOfAPropagation.main(args);
        System.out.println(Propagation.installed());
      }
    }
  }

  private static List<Path> classPath(String resource) throws URISyntaxException {
    return List.of(Path.of(BatonTest.class.getResource(resource).toURI()));
  }

  private static List<String> warnings(List<String> lines) {
    return lines.stream().filter(line -> line.startsWith("WARNING: ")).toList();
  }

  @Test
  void exampleOfTheDocsSaysWhatWillBeDone() {
    assertThat(ForkedJvm.run(Example.class))
        .singleElement()
        .asString()
        .isEqualTo(
            "context storage: PENDING (replaces OpenTelemetry's default storage when a context is"
                + " first used; any other that is in place by then stays)");
  }

  @Test
  void exampleOfTheDocsWithAPropagation() {
    assertThat(ForkedJvm.run(ExampleOfAPropagation.AndAfter.class))
        .containsExactly("Propagation[capturing, SLF4J's MDC]");
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
    assertThat(lines).noneMatch(line -> line.contains("java.lang.Thread")); // where it is reported
  }

  @Test
  void installedAfterAWrapperHasCapturedItSaysSoOnce() {
    List<String> lines = ForkedJvm.run(InstallProgram.class, "afterACapture");
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
  void logThatWaitsForAThreadThatRunsATaskDoesNotHang() {
    List<String> lines = ForkedJvm.run(InstallProgram.class, "waitingLog");
    assertThat(lines).filteredOn(line -> line.startsWith("log: ")).containsExactly("log: goes on");
    assertThat(lines).filteredOn(line -> line.equals("task: A")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"failingLog", "failingLogTooLate"})
  void logThatFailsReachesNobody(String program) throws URISyntaxException {
    for (List<Path> loggers : List.of(List.<Path>of(), classPath("/loggers"))) {
      List<String> lines = ForkedJvm.run(loggers, InstallProgram.class, program);
      assertThat(lines)
          .contains("failing to log")
          .containsSubsequence("after the leak: null", "task: A", "after the task: null");
      assertThat(lines).last().asString().startsWith("after: context storage: ");
      assertThat(lines).noneMatch(line -> line.contains("on purpose"));
    }
  }

  @Test
  void propagationIsThatOfEveryWrapperAndOfTheModulesUntilItIsClosed() throws URISyntaxException {
    List<String> lines = ForkedJvm.run(classPath("/modules"), InstallProgram.class, "propagation");
    assertThat(lines)
        .containsSubsequence(
            "installing working",
            "working carries Propagation[root, first]",
            "installed: Propagation[root, first]",
            "unchanged: Propagation[root, first]",
            "undoing working",
            "installing working",
            "working carries Propagation[root, second]",
            "same: true",
            "changed: Propagation[root, second]",
            "undoing working",
            "closed: Propagation[capturing]");
    assertThat(lines).filteredOn(line -> line.equals("installing working")).hasSize(2);
    assertThat(lines).filteredOn(line -> line.equals("undoing working")).hasSize(2);
    assertThat(lines).filteredOn(line -> line.startsWith("after: ")).hasSize(9);
    assertThat(lines).anyMatch(line -> line.startsWith("after: working: INSTALLED"));
  }

  @Test
  void installWhileAnotherThreadClosesEndsWithTheModulesInstalled() throws URISyntaxException {
    List<String> lines = ForkedJvm.run(classPath("/modules"), InstallProgram.class, "race");
    assertThat(lines)
        .containsSubsequence("installing working", "undoing working", "installing working");
    assertThat(lines).filteredOn(line -> line.endsWith("ing working")).hasSize(3);
    assertThat(lines)
        .anyMatch(line -> line.startsWith("first: working: UNINSTALLED"))
        .anyMatch(line -> line.startsWith("second: working: INSTALLED"))
        .contains("same: true");
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
    assertThat(warnings(lines))
        .singleElement()
        .asString()
        .contains("A task of " + InstallProgram.class.getName(), "scope still open")
        .doesNotContain("name=");
  }

  @Test
  void wrapperWhoseScopesCannotBeClosedDoesNotKeepTheThreadFromBeingPutBack() {
    assertThat(ForkedJvm.run(InstallProgram.class, "failingClose"))
        .containsExactly("task: A", "after the failure: on purpose, null");
  }

  @Test
  void modulesAreInstalledEachByItselfAndUndoneByClose() throws URISyntaxException {
    String missing = "java.lang.NoClassDefFoundError: some/Library";
    List<String> lines = ForkedJvm.run(classPath("/modules"), InstallProgram.class, "modules");
    assertThat(lines.stream().filter(line -> line.startsWith("installed: ")))
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).contains("context storage: PENDING"),
            line -> assertThat(line).contains(" working: INSTALLED"),
            line -> assertThat(line).contains(" not undoable: INSTALLED"),
            line -> assertThat(line).contains("installing all: INSTALLED"),
            line -> assertThat(line).contains("failing: NOT_INSTALLED", "cannot be installed"),
            line -> assertThat(line).contains("its library: NOT_INSTALLED", "some/Library"),
            line -> assertThat(line).endsWith("not wanted: NOT_INSTALLED (not here)"),
            line -> assertThat(line).contains("NOT_INSTALLED", "Modules$Unloadable"),
            line -> assertThat(line).contains("NOT_INSTALLED", "ModuleThatIsNotThere"));
    assertThat(lines.stream().filter(line -> line.startsWith("closed: ")))
        .hasSize(9)
        .anySatisfy(line -> assertThat(line).contains(" working: UNINSTALLED"))
        .anySatisfy(
            line -> assertThat(line).contains("not undoable: INSTALLED", "could not be undone"));
    assertThat(lines).contains("same: false", "task: A");
    assertThat(lines.stream().filter(line -> line.equals("installing working"))).hasSize(2);
    assertThat(lines.stream().filter(line -> line.equals("undoing working"))).hasSize(1);
    assertThat(lines.stream().filter(line -> line.startsWith("again: "))).hasSize(9);
    assertThat(warnings(lines))
        .filteredOn(line -> line.contains("failing"))
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).startsWith("WARNING: Baton: "));
    assertThat(warnings(lines))
        .contains("WARNING: Baton: not wanted not installed: not here")
        .anyMatch(line -> line.endsWith("its library not installed: " + missing))
        .anyMatch(line -> line.endsWith("not undoable failed"))
        .anyMatch(line -> line.endsWith("a module failed"));
    assertThat(lines).noneMatch(line -> line.startsWith(missing) || line.contains("NotWanted"));
  }

  @Test
  void storageThatGivesANewObjectAtEachReadingIsNotTakenForALeak() {
    List<String> lines = ForkedJvm.run(FreshObjectsProgram.class);
    assertThat(lines).filteredOn(line -> line.equals("read")).hasSize(20);
    assertThat(lines).last().isEqualTo("attached: 40"); // one for a request, one for its task
    assertThat(lines).hasSize(21); // no report
  }

  @Test
  void leakOnSuchAStorageIsRepairedAndReportedWhereTheThreadHadNothing() {
    List<String> lines = ForkedJvm.run(FreshObjectsProgram.class, "leak");
    assertThat(lines)
        .containsSubsequence("after root: null", "after A: null", "in B: null", "after B: B");
    assertThat(warnings(lines))
        .hasSizeBetween(lines.contains("every close goes back: true") ? 0 : 2, 2)
        .allMatch(line -> line.contains("scope still open"));
  }

  @Test
  void depthOfAThousandScopesIsReportedOnce() {
    List<String> lines = ForkedJvm.run(ReportProgram.class, "deep");
    assertThat(warnings(lines)).singleElement().asString().contains("1024 scopes", "makeCurrent()");
    assertThat(lines).anyMatch(line -> line.endsWith(ReportProgram.class.getName() + " open"));
    assertThat(lines).last().isEqualTo("current: {}");
  }

  @Test
  void leaksOfMoreThanAThousandClassesAreNotAllReported() {
    List<String> lines = ForkedJvm.run(ReportProgram.class, "many");
    assertThat(warnings(lines)).hasSize(1000);
    assertThat(lines).last().isEqualTo("current: {}");
  }
}
