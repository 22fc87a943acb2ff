package dev.baton.executors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Guava is an optional dependency. */
@Tag("slot")
final class WithoutGuavaTest {
  @Test
  void everythingElseLoadsAndWorks() throws Exception {
    String classPath = ChildJvm.classPath(WithoutGuava.class);
    assertThat(classPath).doesNotContain("guava");
    assertThat(ChildJvm.run("-cp", classPath, WithoutGuava.class.getName()))
        .isEqualToNormalizingNewlines("carried\ncarried\ncarriedcarriedcarried");
  }
}
