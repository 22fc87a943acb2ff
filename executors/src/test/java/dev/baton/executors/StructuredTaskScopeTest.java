package dev.baton.executors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** {@code StructuredTaskScope} as it is in JDK 25; other releases have another API. */
@Tag("slot")
final class StructuredTaskScopeTest {
  @TestFactory
  Stream<DynamicTest> onJdk25() {
    return Runtime.version().feature() == 25
        ? Stream.of(
            DynamicTest.dynamicTest(
                "subtasks run under the context of the scope's owner",
                StructuredTaskScopeTest::subtasksRunUnderTheContextOfTheOwner))
        : Stream.empty();
  }

  private static void subtasksRunUnderTheContextOfTheOwner() throws Exception {
    File program =
        new File(StructuredTaskScopeTest.class.getResource("StructuredScope.java").toURI());
    String output =
        ChildJvm.run(
            "--enable-preview", "--source", "25", "-cp", ChildJvm.classPath(), program.toString());
    assertThat(output.lines().filter(line -> !line.startsWith("Note:")))
        .containsExactly("A; A, nested B", "null; null, nested null");
  }
}
