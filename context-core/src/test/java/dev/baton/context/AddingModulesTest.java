package dev.baton.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.programs.InstallProgram;
import dev.baton.context.testing.ForkedJvm;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Modules that say what everybody carries, or that are off unless somebody asks for them. */
@Tag("slot")
final class AddingModulesTest {

  @Test
  void moduleMayAddToWhatEveryWrapperAndModuleCarries() throws URISyntaxException {
    Path modules = Path.of(AddingModulesTest.class.getResource("/adding-modules").toURI());
    List<String> lines = ForkedJvm.run(List.of(modules), InstallProgram.class, "propagation");
    assertThat(lines)
        .containsSubsequence(
            "adding to Propagation[root, first]",
            "working carries Propagation[root, first, Added[]]",
            "installed: Propagation[root, first, Added[]]",
            "unchanged: Propagation[root, first, Added[]]",
            "adding to Propagation[root, second]",
            "working carries Propagation[root, second, Added[]]",
            "changed: Propagation[root, second, Added[]]",
            "after: failing to add: INSTALLED (undone by close())",
            "after: switched off: NOT_INSTALLED (this switches it on)",
            "closed: Propagation[capturing]");
    assertThat(lines)
        .filteredOn(line -> line.startsWith("WARNING: "))
        .hasSize(2)
        .allMatch(line -> line.equals("WARNING: Baton: failing to add failed"));
  }
}
