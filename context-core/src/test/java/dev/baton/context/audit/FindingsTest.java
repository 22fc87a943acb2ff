package dev.baton.context.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.audit.Finding.Kind;
import dev.baton.context.audit.Finding.Step;
import dev.baton.context.audit.Findings.Account;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slot")
class FindingsTest {
  private final Findings findings = new Findings();

  private void add(Kind kind, int place, long times) {
    StackTraceElement line = new StackTraceElement("shop.Orders", "order", "Orders.java", place);
    Step step = new Step("read", line, "pool-1", List.of(line), List.of(line));
    findings.add(
        kind, place, times, "pool-" + place, () -> new Account(List.of(step), "because", "do"));
  }

  @Test
  void placesBeyondAThousandAreCountedOnly() {
    for (int i = 0; i < 100_000; i++) {
      add(Kind.UNSET_READ, i, 1);
    }

    assertThat(findings.all()).hasSize(1000);
    assertThat(findings.unlisted()).isEqualTo(99_000);
  }

  @Test
  void whatHurtsMostComesFirst() {
    add(Kind.LEAKED_SCOPE, 1, 9);
    add(Kind.UNSET_READ, 2, 1);
    add(Kind.UNSET_READ, 3, 1);
    add(Kind.UNSET_READ, 3, 1);
    add(Kind.POLLUTED_THREAD, 4, 1);

    assertThat(findings.all())
        .extracting(finding -> finding.place().getLineNumber())
        .containsExactly(4, 3, 2, 1);
  }

  @Test
  void eachPlaceIsToldOnce() {
    add(Kind.UNSET_READ, 1, 1);
    add(Kind.UNSET_READ, 1, 1);

    assertThat(findings.nextUntold()).isNotNull();
    assertThat(findings.nextUntold()).isNull();
  }

  @Test
  void countOfSamplesIsNotExact() {
    add(Kind.UNSET_READ, 1, 1);
    add(Kind.UNSET_READ, 1, 64);

    assertThat(findings.all().getFirst().count()).isEqualTo(65);
    assertThat(findings.all().getFirst().exact()).isFalse();
  }

  @Test
  void onlyReadsThatFindNothingAreCountedEachWhereSomeStacksAreLookedAt() {
    add(Kind.UNSET_READ, 1, 1);
    add(Kind.POLLUTED_THREAD, 2, 1);

    assertThat(findings.all()).extracting(Finding::exact).containsExactly(false, true);
  }

  @Test
  void whereEveryStackIsLookedAtEachIsCounted() {
    findings.isEverything = true;
    add(Kind.POLLUTED_THREAD, 2, 1);

    assertThat(findings.all().getFirst().exact()).isTrue();
  }

  @Test
  void clearedFindingsAreForgotten() {
    add(Kind.UNSET_READ, 1, 1);
    findings.clear();

    assertThat(findings.all()).isEmpty();
    assertThat(findings.nextUntold()).isNull();
  }
}
