package dev.baton.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetTest {
  private static final Case ATTACH = new Case("AttachBenchmark.twoCalls", Map.of("peer", "baton"));

  @Test
  void line() {
    Budget budget =
        Budget.parse("AttachBenchmark.twoCalls peer=baton | 24 | 0.5 | 2 raw | 3 B.c d=e");
    assertThat(budget.measured()).isEqualTo(ATTACH);
    assertThat(budget.bytes()).isEqualTo(Map.of(Headers.USUAL, 24.0, Headers.COMPACT, 24.0));
    assertThat(budget.tolerance()).isEqualTo(0.5);
    assertThat(budget.limits())
        .containsExactly(
            new Budget.Limit(2, ATTACH.sibling("raw")),
            new Budget.Limit(3, new Case("B.c", Map.of("d", "e"))));
  }

  @Test
  void bytesOverRaw() {
    Budget budget = Budget.parse("AttachBenchmark.twoCalls peer=baton | 24 over raw | 1");
    assertThat(budget.bytes()).isEqualTo(Map.of(Headers.USUAL, 24.0, Headers.COMPACT, 24.0));
    assertThat(budget.over()).isEqualTo(ATTACH.sibling("raw"));
  }

  @Test
  void bytesWithCompactHeaders() {
    Budget budget = Budget.parse("A.b | 120, compact 172 over raw | 1");
    assertThat(budget.bytes()).isEqualTo(Map.of(Headers.USUAL, 120.0, Headers.COMPACT, 172.0));
    assertThat(budget.over()).isEqualTo(new Case("A.b", Map.of("peer", "raw")));
  }

  @Test
  void nothingIsNotMeasuredWithCompactHeaders() {
    Budget nothing = Budget.parse("A.b | 0 | 0.1");
    assertThat(nothing.isGuarded(Headers.USUAL)).isTrue();
    assertThat(nothing.isGuarded(Headers.COMPACT)).isFalse();
    assertThat(Budget.parse("A.b | 8 | 0.1").isGuarded(Headers.COMPACT)).isTrue();
  }

  @Test
  void timeAlone() {
    Budget budget = Budget.parse("A.b | - | - | 2 raw");
    assertThat(budget.bytes()).isEmpty();
    assertThat(budget.isGuarded(Headers.USUAL)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "A.b; expected 'case | bytes | tolerance | times peer', not 'A.b'",
        "A.b | 1; expected 'case | bytes | tolerance | times peer', not 'A.b | 1'",
        "A.b | x | 1; expected a number, not 'x'",
        "A.b | 1, compact | 1; expected a number, not ''",
        "A.b | 1, 2 | 1; expected a number, not '1, 2'",
        "A.b | -1 | 1; expected a number from 0 on, not '-1'",
        "A.b | NaN | 1; expected a number from 0 on, not 'NaN'",
        "A.b | 1 | 1 | raw; expected 'times peer', not 'raw'",
        "A | 1 | 1; expected Class.method, not 'A'",
        "A.b c | 1 | 1; expected parameter=value, not 'c'",
        "A.b | - | -; nothing is guarded by 'A.b | - | -'"
      })
  void unreadable(String line, String message, @TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("budgets"), "# first\n\n" + line);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Budget.read(file))
        .withMessage(file + ":3: " + message);
  }

  @Test
  void empty(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("budgets"), "# none\n");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Budget.read(file))
        .withMessage(file + ": no budgets");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "AttachBenchmark.other | 1 | 1; no benchmark AttachBenchmark.other",
        "AttachBenchmark.twoCalls pear=baton | 1 | 1; AttachBenchmark.twoCalls has no parameter pear",
        "HopBenchmark.hop peer=raw | 1 | 1; HopBenchmark.hop peer=raw needs a value for producers",
        "SubmitBenchmark.submit peer=grpc method=submit | 1 | 1; SubmitBenchmark.submit does not offer peer=grpc",
        "AttachBenchmark.twoCalls peer=baton | 1 | 1 | 2 brave; AttachBenchmark.twoCalls does not offer peer=brave",
        "AttachBenchmark.twoCalls peer=baton | 1 over raw | 1; AttachBenchmark.twoCalls does not offer peer=raw"
      })
  void notThere(String line, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Budget.parse(line).check(new Suite()))
        .withMessageStartingWith(message);
  }

  @Test
  void committedBudgetsAreThere() throws IOException {
    Suite suite = new Suite();
    assertThat(Budget.read(Path.of("budgets.txt"))).allSatisfy(budget -> budget.check(suite));
  }
}
