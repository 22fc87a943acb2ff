package dev.baton.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The guard, on real measurements, with the committed budget of the boundary. */
@Timeout(300)
class SeededRegressionTest {
  @TempDir Path directory;

  @Test
  void passesWithout() throws Exception {
    assertThat(complaints("asItIs", 3)).containsOnly("");
  }

  @Test
  void anAllocationIsFound() throws Exception {
    assertThat(complaints("allocating", 0)).isNotEmpty().containsOnly("allocates more");
  }

  @Test
  void aSlowBoundaryIsFound() throws Exception {
    assertThat(complaints("slow", 1)).contains("slower");
  }

  private List<String> complaints(String method, int rounds) throws Exception {
    Suite suite = new Suite();
    Case wrapAndRun = Case.parse("BoundaryBenchmark.inside peer=baton task=wrap");
    Budget budget =
        Budget.read(Path.of("budgets.txt")).stream()
            .filter(line -> line.measured().equals(wrapAndRun))
            .findFirst()
            .orElseThrow()
            .check(suite)
            .of(new Case("SeededBenchmark." + method, wrapAndRun.parameters()));
    Guard guard = new Guard(rounds, new Forks(suite, directory.resolve("log")), System.out);
    return guard.verdicts(List.of(budget)).stream().map(Verdict::complaint).toList();
  }
}
