package dev.baton.context.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which operations are open, and what the report says of them. */
final class OperationsTest {
  private static final Instant NOW = Instant.parse("2026-03-09T09:12:04Z");

  private final Operations operations = new Operations();
  private final Stack here = Stacks.here();

  @Test
  void thoseOfOneNameAndPlaceAreOneAndAreGoneWhenTheyEnd() {
    Runnable first = operations.begins("load", here);
    Runnable second = operations.begins("load", here);
    operations.begins("store", here);
    assertThat(operations.open()).extracting(OpenOperation::name).containsExactly("load", "store");
    assertThat(operations.open()).extracting(OpenOperation::count).containsExactly(2L, 1L);
    first.run();
    second.run();
    assertThat(operations.open()).extracting(OpenOperation::name).containsExactly("store");
    assertThat(operations.beyond(operations.open())).isZero();
  }

  @Test
  void beyondThoseThatAreFollowedTheyAreCounted() {
    List<Runnable> ends = new ArrayList<>();
    for (int i = 0; i < 10_003; i++) {
      ends.add(operations.begins("load", here));
    }
    ends.add(operations.begins());
    assertThat(operations.open()).extracting(OpenOperation::count).containsExactly(10_000L);
    assertThat(operations.beyond(operations.open())).isEqualTo(4);
    ends.forEach(Runnable::run);
    assertThat(operations.open()).isEmpty();
    assertThat(operations.beyond(List.of())).isZero();
  }

  @Test
  void beyondThePlacesThatAreListedTheyAreCounted() {
    for (int i = 0; i < 1001; i++) {
      operations.begins("load " + i, here);
    }
    List<OpenOperation> open = operations.open();
    assertThat(open).hasSize(1000);
    assertThat(operations.beyond(open)).isEqualTo(1);
  }

  private static AuditReport report(long unlisted) {
    Finding.Step started = SampleReport.leakedScope().steps().getLast();
    return new AuditReport(
        List.of(),
        NOW,
        NOW,
        "storage",
        0,
        0,
        List.of(
            new OpenOperation("find <price>", started, 1, Duration.ofMillis(1200_500)),
            new OpenOperation("load", started, 3, Duration.ofMillis(7))),
        unlisted);
  }

  @Test
  void textNamesEachForHowLongAndWhere() {
    assertThat(report(2).toText())
        .startsWith("No context was lost.")
        .contains("6 traced operations had not ended when this was written.")
        .contains("\n   find <price>, open for 1,200 s\n   at com.acme.")
        .contains("\n   load, 3 open, the longest for 7 ms\n")
        .endsWith("\n2 of these are not listed.\n");
    assertThat(report(0).toText()).doesNotContain("not listed");
    assertThat(SampleReport.empty().toText()).doesNotContain("operation");
  }

  @Test
  void pageNamesThemToo() {
    assertThat(report(1).toHtml())
        .contains("<b>find &lt;price&gt;</b>, open for 1,200 s, at <code>com.acme.")
        .contains("1 of these is not listed.");
  }
}
