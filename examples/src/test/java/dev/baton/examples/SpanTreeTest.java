package dev.baton.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpanTreeTest {
  @Test
  void drawsChildrenBelowTheirParentInOrderOfTime() {
    List<FinishedSpan> spans =
        List.of(
            Samples.span("t", "4", "3", 6, 7, "grandchild"),
            Samples.span("t", "3", "1", 5, 8, "second child"),
            Samples.span("t", "1", "caller", 0, 10, "request"),
            Samples.span("t", "2", "1", 1, 4, "first child"),
            Samples.span("t", "6", "5", 3, 3, "other grandchild"),
            Samples.span("t", "5", "2", 2, 4, "another grandchild"));
    List<String> lines = new ArrayList<>();

    new SpanTree(spans).draw(lines::add);

    assertThat(String.join("\n", lines) + "\n")
        .isEqualTo(
            """
            span                         process  thread                     ms   0                       10.0
            request                      shop     pool-1                  10.00   ############################
            +- first child               shop     pool-2                   3.00     ##########
            |  \\- another grandchild     shop     pool-5                   2.00        #######
            |     \\- other grandchild    shop     pool-6                   0.00           #
            \\- second child              shop     pool-3                   3.00                 #########
               \\- grandchild             shop     pool-4                   1.00                   ####
            """);
  }

  @Test
  void noBarIsLongerThanTheScale() {
    for (int end = 1; end < 1000; end++) {
      List<String> lines = new ArrayList<>();
      new SpanTree(List.of(span("1", 0, end), span("2", end - 1, end), span("3", end, end)))
          .draw(lines::add);

      assertThat(lines).hasSize(4).allMatch(line -> line.length() <= lines.getFirst().length());
    }
  }

  private static FinishedSpan span(String id, long start, long end) {
    return new FinishedSpan("shop", "t", id, "caller", "INTERNAL", start, end, "a", Map.of());
  }
}
