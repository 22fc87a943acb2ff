package dev.baton.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.programs.InstallProgram;
import dev.baton.context.testing.ForkedJvm;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the step of the storage says where ours is not, each time in a JVM of its own. */
class FoundStorageTest {
  private static final String SETTABLE =
      "io.opentelemetry.sdk.testing.context.SettableContextStorageProvider$SettableContextStorage";

  /** The last line that the program printed, which the log has had too, once. */
  private static String step(String program) {
    List<String> lines = ForkedJvm.run(InstallProgram.class, program);
    assertThat(lines).contains("task: A", "after the task: null");
    String step = lines.get(lines.size() - 1);
    assertThat(step).startsWith("after: context storage: NOT_INSTALLED (").endsWith(")");
    String detail = step.substring(step.indexOf('(') + 1, step.length() - 1);
    assertThat(lines)
        .filteredOn(line -> line.startsWith("WARNING: Baton's"))
        .containsExactly("WARNING: Baton's context storage is not in use. " + detail);
    return detail;
  }

  @Test
  @Tag("settable")
  void storageOfTheSdksTestingIsNamedWithWhatHoldsAndWhatToDo() {
    assertThat(step("once"))
        .startsWith(SETTABLE + " is in place")
        .contains("carried through makeCurrent()", "RATIONALE.md")
        .contains("opentelemetry-sdk-testing brings it")
        .contains("-Dio.opentelemetry.context.contextStorageProvider=default");
  }

  @Test
  @Tag("settable")
  void storageOfTheSdksTestingIsNamedAlsoWhereOursComesTooLate() {
    assertThat(step("tooLate")).startsWith(SETTABLE + " is in place");
  }

  @Test
  @Tag("settable")
  void storageOfTheSdksTestingIsLeftOutByTheOptionThatTheStepNames() {
    assertThat(ForkedJvm.run(InstallProgram.class, "leftOut"))
        .anyMatch(line -> line.startsWith("after: context storage: INSTALLED ("));
  }

  @Test
  @Tag("slot")
  void strictModeIsNamedWithWhatToDo() {
    assertThat(step("strict"))
        .startsWith("io.opentelemetry.context.StrictContextStorage is in place")
        .contains("RATIONALE.md", "without -Dio.opentelemetry.context.enableStrictContext");
  }

  @Test
  @Tag("slot")
  void wrapperThatWasThereFirstIsNamedWithWhatToDo() {
    assertThat(step("afterAnother"))
        .startsWith(InstallProgram.class.getName() + "$Wrapper is in place")
        .contains("RATIONALE.md", "wrapper which was added before Baton.install()");
  }

  @Test
  @Tag("slot")
  void defaultStorageIsNamedWhereOursComesTooLate() {
    assertThat(step("tooLate"))
        .startsWith("too late: io.opentelemetry.context.ThreadLocalContextStorage was in use")
        .contains("start of main()", "RATIONALE.md");
  }

  @Test
  @Tag("slot")
  void wrapperOnTopOfOursIsNamed() {
    assertThat(ForkedJvm.run(InstallProgram.class, "decorating"))
        .last()
        .asString()
        .startsWith("after: context storage: INSTALLED (")
        .contains("below the wrapper " + InstallProgram.class.getName());
  }
}
