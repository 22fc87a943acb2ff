package dev.baton.benchmarks;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.PrintStream;
import java.util.List;

/**
 * What the guard found, and where.
 *
 * @param environment of the run
 * @param verdicts in the order of the budgets
 */
record Report(Environment environment, List<Verdict> verdicts) {
  @JsonProperty
  boolean passed() {
    return verdicts.stream().allMatch(Verdict::passed);
  }

  void print(PrintStream out) {
    int width = verdicts.stream().mapToInt(v -> v.measured().toString().length()).max().orElse(1);
    String format = "%-" + width + "s  %-24s %-10s %s%n";
    out.printf(format, "case", "budget", "measured", "verdict");
    for (Verdict verdict : verdicts) {
      String word = verdict.passed() ? "ok" : "FAILED: " + verdict.complaint();
      out.printf(format, verdict.measured(), verdict.budget(), verdict.cost(), word);
    }
    out.printf("commit %s, %s, %s%n", environment.commit(), environment.jdk(), environment.cpu());
    long failed = verdicts.stream().filter(verdict -> !verdict.passed()).count();
    out.println(failed == 0 ? "The guard passes." : "The guard FAILS: " + failed + " over budget.");
  }
}
