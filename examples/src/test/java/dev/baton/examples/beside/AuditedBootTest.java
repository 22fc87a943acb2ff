package dev.baton.examples.beside;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A Spring Boot application that loses its traces, and what it learns from the page of its audit.
 */
@Timeout(2 * Guest.SECONDS)
final class AuditedBootTest {
  private static final String RAW_FUTURE = "ContextFutures.wrap(future)";
  private static final String CLOSE = "try (Scope scope = context.makeCurrent())";

  @ParameterizedTest
  @CsvSource({"'',false", "';all',false", "';all',true"})
  void pageNamesEachPlantedLossWithItsRemedyAndNothingElse(String options, boolean virtual)
      throws Exception {
    Shop.Page page = visit(options, "--spring.threads.virtual.enabled=" + virtual);

    List<String> findings = new ArrayList<>(page.findings());
    String leak = Shop.planted("scope left open");
    assertFound(findings, "leaked scope", leak, CLOSE);
    assertFound(findings, "unset read", Shop.planted("task of a raw future"), "supplyAsync");
    assertFound(findings, "unset read", Shop.planted("stage on a raw pool"), RAW_FUTURE);
    assertFound(findings, "unset read", Shop.planted("raw pool"), "ContextExecutors.wrap(pool)");
    assertFound(findings, "unset read", Shop.planted("@Async"), "TaskDecorator");
    assertFound(
        findings, "lost in a raw future", Shop.planted("stage on a wrapped pool"), RAW_FUTURE);
    if (virtual) { // which has a second request only if that is there before the first one ends
      findings.removeIf(finding -> finding.contains("polluted thread") && finding.contains(leak));
    } else {
      assertFound(findings, "polluted thread", leak, CLOSE);
    }
    assertThat(findings).as(page.text()).hasSize(virtual ? 6 : 7);
  }

  @ParameterizedTest
  @CsvSource({"'',false", "';all',true"})
  void pageOfTheRepairedApplicationFindsNothing(String options, boolean virtual) throws Exception {
    Shop.Page page =
        visit(
            options,
            "--spring.profiles.active=repaired",
            "--spring.threads.virtual.enabled=" + virtual);

    assertThat(page.findings()).as(page.text()).isEmpty();
    assertThat(page.text())
        .contains("No context was lost", "dev.baton.context.storage.SlotStorage");
  }

  private static Shop.Page visit(String options, String... arguments) throws Exception {
    try (Shop shop = Shop.open(options, arguments)) {
      shop.visit();
      return shop.end();
    }
  }

  /** Just one of this kind is at this line. */
  private static void assertFound(List<String> findings, String kind, String line, String remedy) {
    assertThat(findings)
        .filteredOn(finding -> finding.contains(kind) && finding.contains(line))
        .as("%s at %s in %s", kind, line, findings)
        .singleElement()
        .asString()
        .contains("What to do", remedy);
  }
}
