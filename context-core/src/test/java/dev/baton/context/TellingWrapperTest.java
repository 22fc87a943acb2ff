package dev.baton.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.programs.TellingProgram;
import dev.baton.context.testing.ForkedJvm;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A storage wrapper that tells the logger's MDC of each context that comes and goes, as Micrometer
 * Tracing's does: what it told last is always right, after a repair too.
 */
@Tag("slot")
class TellingWrapperTest {

  @ParameterizedTest
  @ValueSource(strings = {"early", "late"})
  void whatTheWrapperToldLastIsWhatIsCurrent(String installation) {
    List<String> lines = ForkedJvm.run(TellingProgram.class, installation);
    assertThat(lines).filteredOn(line -> line.startsWith("wrong: ")).isEmpty();
    assertThat(lines).filteredOn(line -> line.startsWith("right: ")).hasSizeGreaterThan(20);
    assertThat(lines).last().isEqualTo("done");
  }
}
