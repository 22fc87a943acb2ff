package dev.baton.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.baton.benchmarks.Samples.Sample;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {
  private static final Case HOP = Case.parse("HopBenchmark.hop peer=baton");
  private static final Case RAW = HOP.sibling("raw");
  private static final Budget BUDGET =
      Budget.parse("HopBenchmark.hop peer=baton | 24 | 0.5 | 2 raw");

  private final Samples samples = new Samples();

  @ParameterizedTest
  @CsvSource({
    "24, ''",
    "24.5, ''",
    "23.5, ''",
    "24.6, allocates more",
    "23.4, allocates less: lower the budget"
  })
  void bytes(double measured, String complaint) {
    samples.add(HOP, new Sample(1, measured));
    assertThat(Verdict.ofBytes(BUDGET, Headers.USUAL, samples).complaint()).isEqualTo(complaint);
  }

  @Test
  void bytesOverRaw() {
    samples.add(HOP, new Sample(1, 344 + 24));
    samples.add(RAW, new Sample(1, 344));
    Budget budget = Budget.parse("HopBenchmark.hop peer=baton | 24 over raw | 0.5");
    assertThat(Verdict.ofBytes(budget, Headers.USUAL, samples))
        .isEqualTo(new Verdict(HOP, "24 B over raw", "24 B", ""));
  }

  @Test
  void bytesWithCompactHeaders() {
    samples.add(HOP, new Sample(1, 16));
    Budget budget = Budget.parse("HopBenchmark.hop peer=baton | 24, compact 16 | 0.5");
    assertThat(Verdict.ofBytes(budget, Headers.COMPACT, samples))
        .isEqualTo(new Verdict(HOP, "16 B, compact", "16 B", ""));
    assertThat(Verdict.ofBytes(budget, Headers.USUAL, samples).passed()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"10, ''", "20, ''", "21, slower"})
  void time(double nanos, String complaint) {
    samples.add(HOP, new Sample(nanos, 24));
    samples.add(RAW, new Sample(10, 0));
    assertThat(Verdict.ofTime(BUDGET, samples))
        .singleElement()
        .extracting(Verdict::complaint)
        .isEqualTo(complaint);
  }

  @Test
  void oneDisturbedRoundDoesNotCount() {
    for (double nanos : new double[] {10, 500, 11}) {
      samples.add(HOP, new Sample(nanos, 24));
      samples.add(RAW, new Sample(10, 0));
    }
    assertThat(samples.ratio(HOP, RAW)).isEqualTo(1.1);
  }

  @Test
  void aSlowMachineDoesNotCount() {
    for (double load : new double[] {1, 5, 20}) {
      samples.add(HOP, new Sample(15 * load, 24));
      samples.add(RAW, new Sample(10 * load, 0));
    }
    assertThat(samples.ratio(HOP, RAW)).isEqualTo(1.5);
  }

  @Test
  void missing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Verdict.ofBytes(BUDGET, Headers.USUAL, samples))
        .withMessage("HopBenchmark.hop peer=baton was not measured");
  }

  @Test
  void everyCaseOnceInEachRound() throws Exception {
    List<Case> order = new ArrayList<>();
    Case other = HOP.sibling("other");
    samples.rounds(
        3,
        List.of(HOP, RAW, other),
        measured -> {
          order.add(measured);
          return new Sample(1, 1);
        });
    assertThat(order).hasSize(9);
    for (int round = 0; round < 3; round++) {
      assertThat(order.subList(3 * round, 3 * round + 3))
          .containsExactlyInAnyOrder(HOP, RAW, other);
    }
    assertThat(List.of(order.get(0), order.get(3), order.get(6))).doesNotHaveDuplicates();
  }

  @Test
  void report() {
    var good = new Verdict(HOP, "24 B", "24 B", "");
    var bad = new Verdict(HOP, "2 x raw", "3.1 x", "slower");
    Environment here = Environment.here();
    assertThat(new Report(here, List.of(good)).passed()).isTrue();
    Report report = new Report(here, List.of(good, bad));
    assertThat(report.passed()).isFalse();
    var bytes = new ByteArrayOutputStream();
    report.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .contains(
            "HopBenchmark.hop peer=baton  24 B                     24 B       ok",
            "HopBenchmark.hop peer=baton  2 x raw                  3.1 x      FAILED: slower")
        .anyMatch(line -> line.contains(here.jdk()) && line.contains(here.cpu()))
        .last()
        .isEqualTo("The guard FAILS: 1 over budget.");
  }
}
