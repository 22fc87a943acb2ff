package dev.baton.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.baton.benchmarks.Results.Cost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CostTableTest {
  private static final Path QUESTIONS = Path.of("questions.txt");
  private static final String MARKERS =
      "<!-- cost -->\n<!-- end of cost --><!-- growth -->\n<!-- end of growth -->";

  @Test
  void committedReadmeAndChartAreMadeFromTheCommittedResults() throws IOException {
    CostTable table = new CostTable(Results.read(CostTable.newest()), Questions.read(QUESTIONS));
    String readme = Files.readString(Path.of("README.md"));
    assertThat(table.inserted(readme)).isEqualTo(readme);
    assertThat(table.chart()).isEqualTo(Files.readString(Path.of("results/growth.svg")));
  }

  @Test
  void everyQuestionHasCases() throws IOException {
    Suite suite = new Suite();
    assertThat(Questions.read(QUESTIONS))
        .allSatisfy(question -> assertThat(question.cases(suite)).isNotEmpty());
  }

  @Test
  void allAreThePeersThatOfferIt() throws IOException {
    Suite suite = new Suite();
    assertThat(Questions.read(QUESTIONS).stream().flatMap(line -> line.cases(suite).stream()))
        .contains(Case.parse("HopBenchmark.hop peer=grpc producers=1"))
        .contains(Case.parse("SubmitBenchmark.submit peer=brave method=submit"))
        .doesNotContain(Case.parse("SubmitBenchmark.submit peer=grpc method=submit"))
        .doesNotHaveDuplicates();
  }

  @Test
  void ownPoolsAreInTheColumnOfOwnThreads() throws IOException {
    Cost pool = new Cost("HopBenchmark.hop peer=batonOwnPool producers=1", 20, 24);
    Results results = new Results(Environment.here(), List.of(pool));
    String text = new CostTable(results, Questions.read(QUESTIONS)).inserted(MARKERS);
    assertThat(text).contains("| a task through a pool, one producer |  | 20.0 ns, 24 B |  |");
  }

  @Test
  void resultsAreReadAsTheyWereWritten(@TempDir Path directory) throws IOException {
    Results results =
        new Results(
            Environment.here(),
            List.of(new Cost("HopBenchmark.hop peer=raw producers=1", 1.5, 24)));
    Path file = directory.resolve("results.json");
    results.write(file);
    assertThat(Results.read(file)).isEqualTo(results);
  }

  @Test
  void cells() throws IOException {
    Cost hop = new Cost("HopBenchmark.hop peer=baton producers=1", 151.26, 24.4);
    Cost tasks = new Cost("GrowthBenchmark.tasks peer=baton tasks=1000", 150_000, 48_100);
    Results results = new Results(Environment.here(), List.of(hop, tasks));
    String text = new CostTable(results, Questions.read(QUESTIONS)).inserted(MARKERS);
    assertThat(text)
        .contains("| a task through a pool, one producer |  |  | 151 ns, 24 B |  |")
        .contains("| a hop, 1,000 tasks | 150 ns | 48 B |");
  }

  @Test
  void noMarkers() throws IOException {
    CostTable table =
        new CostTable(new Results(Environment.here(), List.of()), Questions.read(QUESTIONS));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> table.inserted("nothing"))
        .withMessage("no markers for cost");
  }
}
