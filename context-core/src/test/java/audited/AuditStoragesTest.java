package audited;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.testing.ForkedJvm;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The audit on top of each storage, and where it comes too late. */
@Tag("audited")
class AuditStoragesTest {
  @ParameterizedTest
  @CsvSource({
    "slot, dev.baton.context.storage.SlotStorage",
    "wrapper, dev.baton.context.storage.SlotStorage",
    "default, io.opentelemetry.context.ThreadLocalContextStorage",
    "strict, io.opentelemetry.context.StrictContextStorage"
  })
  void lossAndLeakAreFoundOnEachStorage(String storage, String watched) {
    List<String> printed = ForkedJvm.run(AuditProgram.class, storage);

    assertThat(printed).contains("watched " + watched);
    assertThat(printed).anyMatch(line -> line.startsWith("unset read at audited.AuditProgram"));
    assertThat(printed)
        .anyMatch(line -> line.startsWith("leaked scope at audited.AuditProgram.leak("));
  }

  @Test
  void auditThatComesTooLateSaysSo() {
    assertThat(ForkedJvm.run(AuditProgram.class, "late"))
        .anyMatch(line -> line.startsWith("watched none: "));
  }
}
