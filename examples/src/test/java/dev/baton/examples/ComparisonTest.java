package dev.baton.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  @Test
  void onlyPlainExecutorsLoseAndMixUpContexts() throws Exception {
    Wiring.install();
    int requests = 200;

    Comparison comparison = Comparison.run(requests, 16, Deadline.in(50), progress(requests));

    assertThat(comparison.wrapped().counts())
        .hasSize(13)
        .allSatisfy(
            (row, counts) ->
                assertThat(counts).isEqualTo(new Counts(200L * row.callbacks(), 0, 0)));
    assertThat(comparison.plain().counts().keySet())
        .isEqualTo(comparison.wrapped().counts().keySet());
    assertThat(comparison.plain().counts())
        .allSatisfy(
            (row, counts) -> {
              assertThat(counts.total()).isEqualTo(200L * row.callbacks());
              assertThat(counts.wrong()).isPositive();
            });
    assertThat(comparison.plain().total().missing()).isPositive();
    assertThat(comparison.plain().total().anothers()).isPositive();
    assertThat(Verdict.problems(comparison)).isEmpty();
  }

  @Test
  void theSpansOfOneWrappedRequestAreOneTreeAcrossBothProcesses() throws Exception {
    Wiring.install();

    Comparison comparison = Comparison.run(20, 4, Deadline.in(50), progress(20));

    assertThat(comparison.wrapped().traced())
        .extracting(TracedRequest::number)
        .containsExactly(18L, 19L);
    List<FinishedSpan> spans = comparison.wrapped().traced().getFirst().spans();
    List<String> ids = spans.stream().map(FinishedSpan::spanId).toList();
    assertThat(spans).extracting(FinishedSpan::process).contains("shop", "prices");
    assertThat(spans.stream().filter(span -> !ids.contains(span.parentId())))
        .singleElement()
        .extracting(FinishedSpan::name)
        .isEqualTo("GET /order/{id}");
    TracedRequest plain = comparison.plain().traced().getFirst();
    assertThat(plain.spans()).hasSameSizeAs(spans);
    assertThat(plain.traces()).isGreaterThan(1);
  }

  private static Progress progress(int requests) {
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    return new Progress(nowhere, false, requests);
  }
}
