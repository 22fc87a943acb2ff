package dev.baton.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecondReportTest {
  @Test
  void isReadAsItWasWritten() {
    SecondReport report =
        new SecondReport(
            Map.of(Samples.POOL, new Counts(1, 2, 3)),
            List.of(Samples.span("7", "1", "0", 5, 6, "look up price")));

    assertThat(SecondReport.parse(report.toText())).isEqualTo(report);
  }

  @Test
  void keepsNamesWithTheCharactersThatItIsWrittenWith() {
    SecondReport report =
        new SecondReport(
            Map.of(new Row("a\tb", "c\nspan\td", 1), Counts.NONE),
            List.of(Samples.span("7", "1", "0", 5, 6, "\r\n\t%09+ é\u2028")));

    assertThat(SecondReport.parse(report.toText())).isEqualTo(report);
  }

  @Test
  void mayBeEmpty() {
    SecondReport report = new SecondReport(Map.of(), List.of());

    assertThat(SecondReport.parse(report.toText())).isEqualTo(report);
  }
}
