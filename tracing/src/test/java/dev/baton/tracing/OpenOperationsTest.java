package dev.baton.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import audited.OpenOperationsProgram;
import dev.baton.context.testing.ForkedJvm;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The audit names the operations that have not ended. */
@Tag("slot")
final class OpenOperationsTest {
  @Test
  void eachKindOfOperationIsNamedWithItsPlaceUntilItEnds() {
    List<String> lines = ForkedJvm.run(OpenOperationsProgram.class);
    assertThat(lines)
        .containsSubsequence("more: 0", "secret: false", "done: truetrue", "more: 0")
        .filteredOn(line -> line.startsWith("open: "))
        .containsExactlyInAnyOrder(
            "open: start 1 at main",
            "open: trace 1 at main",
            "open: submit 1 at main",
            "open: guava 1 at main",
            "open: chain 1 at main",
            "open: proxy 1 at main");
  }
}
