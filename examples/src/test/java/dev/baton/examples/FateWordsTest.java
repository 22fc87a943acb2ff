package dev.baton.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.examples.Fragment.Fate;
import java.util.List;
import org.junit.jupiter.api.Test;

class FateWordsTest {
  @Test
  void sumOfAWholeTrace() {
    assertThat(FateWords.sum(new TracedRequest(1, Samples.whole())))
        .isEqualTo("1 trace, 5 spans, 2 processes");
    assertThat(FateWords.sum(new TracedRequest(1, Samples.whole().subList(4, 5))))
        .isEqualTo("1 trace, 1 span, 1 process");
  }

  @Test
  void sumOfABrokenOne() {
    List<FinishedSpan> spans = Samples.broken();

    assertThat(FateWords.sum(new TracedRequest(1, spans)))
        .isEqualTo("4 traces for one request, 1 span under another request");
    assertThat(
            FateWords.sum(
                new TracedRequest(
                    1,
                    spans.stream().filter(span -> !span.name().equals("reserve item 1")).toList())))
        .isEqualTo("3 traces for one request");
  }

  @Test
  void aTraceThatIsNotItsOwnIsNotWhole() {
    List<FinishedSpan> lost = List.of(Samples.span("t", "1", Fragment.NONE, 0, 1, "a"));

    assertThat(FateWords.sum(new TracedRequest(1, lost))).isEqualTo("1 trace for one request");
  }

  @Test
  void sumOfNothing() {
    assertThat(FateWords.sum(new TracedRequest(1, List.of())))
        .isEqualTo("No spans of it were kept.");
  }

  @Test
  void aSpanUnderAnotherRequestNamesThatOneIfItIsKnown() {
    FinishedSpan known = Samples.with(Samples.span("t", "2", "1", 0, 1, "a"), Tracing.FOUND, "17");
    FinishedSpan unknown = Samples.span("t", "2", "1", 0, 1, "a");

    assertThat(FateWords.ofSpan(Fate.ANOTHERS, known)).isEqualTo("request 17's");
    assertThat(FateWords.explained(Fate.ANOTHERS, known)).contains("trace of request 17,");
    assertThat(FateWords.ofSpan(Fate.ANOTHERS, unknown)).isEqualTo("another request's");
    assertThat(FateWords.explained(Fate.ANOTHERS, unknown)).contains("trace of another request,");
  }
}
