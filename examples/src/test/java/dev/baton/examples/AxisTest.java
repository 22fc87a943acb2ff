package dev.baton.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.examples.Axis.Tick;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {
  @Test
  void beginsWithTheFirstWaitAndEndsWithTheLastSpan() {
    FinishedSpan waited = Samples.waited(Samples.span("t", "2", "1", 5, 6, "late"), 4);

    assertThat(Axis.of(List.of(Samples.span("t", "1", "0", 2, 9, "early"), waited)))
        .isEqualTo(new Axis(1_000_000, 9_000_000));
  }

  @Test
  void placesTimesBetween0And100() {
    Axis axis = new Axis(100, 300);

    assertThat(axis.percent(100)).isZero();
    assertThat(axis.percent(150)).isEqualTo(25);
    assertThat(axis.percent(300)).isEqualTo(100);
  }

  @Test
  void ticksAreAtRoundTimesFromItsStart() {
    assertThat(new Axis(7_000_000, 41_000_000).ticks())
        .containsExactly(
            new Tick(0, "0"),
            new Tick(1000 / 34.0, "10 ms"),
            new Tick(2000 / 34.0, "20 ms"),
            new Tick(3000 / 34.0, "30 ms"));
  }

  @ParameterizedTest
  @CsvSource({"4000", "9000", "99999", "1234567", "5000000000", "86400000000000"})
  void ticksAreFewAtAnyScale(long length) {
    List<Tick> ticks = new Axis(0, length).ticks();

    assertThat(ticks).hasSizeBetween(2, 4);
    assertThat(ticks).extracting(Tick::label).doesNotHaveDuplicates();
    assertThat(ticks.getLast().percent()).isLessThanOrEqualTo(100);
  }

  @Test
  void ticksAreNoCloserThanAMicrosecond() {
    assertThat(new Axis(0, 999).ticks()).containsExactly(new Tick(0, "0"));
  }

  @Test
  void axisOfNothingHasATick() {
    assertThat(Axis.of(List.of()).ticks()).containsExactly(new Tick(0, "0"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 µs",
    "270, 0.27 µs",
    "1000, 1 µs",
    "12340, 12.3 µs",
    "100000, 100 µs",
    "1090000, 1.09 ms",
    "20000000, 20 ms",
    "138490000, 138 ms",
    "1500000000, 1.5 s"
  })
  void durationsHaveThreeDigits(long nanos, String text) {
    assertThat(Axis.duration(nanos)).isEqualTo(text);
  }
}
