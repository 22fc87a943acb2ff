package dev.baton.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.programs.FinishedThreadsProgram;
import dev.baton.context.testing.ForkedJvm;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As many as {@code baton.long} says: a million, for instance. */
@Tag("slot")
final class FinishedThreadsTest {
  private static final int SLOT = 40; // bytes, the least that a thread could leave
  private static final int THREADS = Integer.getInteger("baton.long", 100_000);

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"false", "true"})
  void virtualThreadsThatHaveEndedLeaveNothing(String redeployable) {
    List<String> lines =
        ForkedJvm.run(FinishedThreadsProgram.class, Integer.toString(THREADS), redeployable);
    assertThat(lines).last().asString().matches("-?[0-9]+");
    assertThat(Long.parseLong(lines.get(lines.size() - 1)) / THREADS).isLessThan(SLOT);
  }
}
