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
  void resultsAreReadAsTheyWereWritten(@TempDir Path directory) throws IOException {
    Results results =
        new Results(Environment.here(), List.of(new Cost("HopBenchmark.raw producers=1", 1.5, 24)));
    Path file = directory.resolve("results.json");
    results.write(file);
    assertThat(Results.read(file)).isEqualTo(results);
  }

  @Test
  void cells() throws IOException {
    Cost hop = new Cost("HopBenchmark.baton producers=1", 151.26, 24.4);
    Cost tasks = new Cost("GrowthBenchmark.tasks tasks=1000", 150_000, 48_100);
    Results results = new Results(Environment.here(), List.of(hop, tasks));
    String text =
        new CostTable(results, Questions.read(QUESTIONS))
            .inserted("<!-- cost -->\n<!-- end of cost --><!-- growth -->\n<!-- end of growth -->");
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
