package dev.baton.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SampleTest {
  @Test
  void isLateInTheRunAndNeverBeyondItsEnd() {
    assertThat(Sample.of(4000).requests()).containsExactly(3600L, 3601L, 3602L);
    assertThat(Sample.of(20).requests()).containsExactly(18L, 19L);
    assertThat(Sample.of(1).requests()).containsExactly(0L);
  }

  @Test
  void containsItsRequestsAndNoOther() {
    assertThat(new Sample(3, 5))
        .matches(sample -> sample.contains(3) && sample.contains(4))
        .matches(sample -> !sample.contains(2) && !sample.contains(5));
    assertThat(Sample.NONE).matches(sample -> !sample.contains(0));
  }

  @Test
  void isReadAsItWasWritten() {
    Sample sample = new Sample(3600, 3603);

    assertThat(Sample.parse(sample.toText())).isEqualTo(sample);
  }
}
