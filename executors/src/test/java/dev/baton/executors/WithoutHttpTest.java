package dev.baton.executors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The module java.net.http is not needed where no client is wrapped. */
@Tag("slot")
final class WithoutHttpTest {
  @Test
  void everythingElseLoadsAndWorks() throws Exception {
    assertThat(
            ChildJvm.run(
                "--limit-modules",
                "java.base,java.logging",
                "-cp",
                ChildJvm.classPath(WithoutHttp.class),
                WithoutHttp.class.getName()))
        .isEqualToNormalizingNewlines("carried\ncarried\ncarriedcarriedcarried");
  }
}
