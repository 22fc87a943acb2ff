package dev.baton.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final Counts ALL_MISSING = new Counts(0, 2000, 0);
  private static final Counts ALL_RIGHT = new Counts(2000, 0, 0);

  @Test
  void plainExecutorsMayLoseContexts() {
    assertThat(Verdict.problems(Samples.comparison(ALL_MISSING, ALL_RIGHT, "7", "7"))).isEmpty();
  }

  @Test
  void aSingleWrappedContextThatIsMissingIsAProblem() {
    assertThat(Verdict.problems(Samples.comparison(ALL_MISSING, new Counts(1999, 1, 0), "7", "7")))
        .containsExactly(
            "thread pool, wrapped: 1 of 2000 callbacks did not have the right context");
  }

  @Test
  void aSingleWrappedContextThatIsAnothersIsAProblem() {
    assertThat(Verdict.problems(Samples.comparison(ALL_MISSING, new Counts(1999, 0, 1), "7", "7")))
        .containsExactly(
            "thread pool, wrapped: 1 of 2000 callbacks did not have the right context");
  }

  @Test
  void aCallbackThatDidNotRunIsAProblem() {
    assertThat(Verdict.problems(Samples.comparison(ALL_MISSING, new Counts(1999, 0, 0), "7", "7")))
        .containsExactly("thread pool, wrapped: 1999 callbacks ran, not 2000");
  }

  @Test
  void aPlainCallbackThatRanTwiceIsAProblem() {
    assertThat(Verdict.problems(Samples.comparison(new Counts(0, 2001, 0), ALL_RIGHT, "7", "7")))
        .containsExactly("thread pool, plain: 2001 callbacks ran, not 2000");
  }

  @Test
  void aWrappedTraceInPiecesIsAProblem() {
    assertThat(Verdict.problems(Samples.comparison(ALL_MISSING, ALL_RIGHT, "7", "8")))
        .containsExactly("wrapped: the spans of one request are in 2 traces");
  }
}
