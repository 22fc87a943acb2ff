package dev.baton.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoundTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 5, 7, 4000, 10_000_000})
  void theRoundsAreAllTheRequestsAndSomeAreTimed(int requests) {
    List<Round> rounds = Round.of(requests, 1);

    int next = 0;
    for (Round round : rounds) {
      assertThat(round.from()).isEqualTo(next);
      assertThat(round.size()).isPositive();
      next = round.to();
    }
    assertThat(next).isEqualTo(requests);
    assertThat(rounds).anyMatch(Round::timed);
  }

  @ParameterizedTest
  @CsvSource({"1000, 1000, 1", "999, 1000, 1", "2500, 1000, 2", "4000, 64, 5"})
  void eachRoundHasAsManyRequestsAsAreUnderWayAtATime(int requests, int concurrency, int rounds) {
    assertThat(Round.of(requests, concurrency))
        .hasSize(rounds)
        .allMatch(round -> round.size() >= Math.min(requests, concurrency));
  }
}
