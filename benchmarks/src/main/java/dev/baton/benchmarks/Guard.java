package dev.baton.benchmarks;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Says whether the hot path costs more than its budgets allow.
 *
 * <p>Bytes are compared as such: they repeat on any machine. Time is compared only with that of
 * another case in the same run. A case that looks wrong is measured again, for longer, and that
 * counts.
 */
public final class Guard {
  private final int rounds;
  private final Forks forks;
  private final PrintStream out;

  /**
   * @param rounds of the cases whose time is compared; 0 to leave time aside
   */
  Guard(int rounds, Forks forks, PrintStream out) {
    this.rounds = rounds;
    this.forks = forks;
    this.out = out;
  }

  /**
   * Exits with 0 if every budget is kept.
   *
   * @param args {@code bytes} to leave time aside, and the file of the budgets if it is another
   */
  public static void main(String[] args) throws Exception {
    List<String> words = new ArrayList<>(List.of(args));
    int rounds = words.remove("bytes") ? 0 : 5;
    if (rounds == 0) {
      System.setProperty("jmh.ignoreLock", "true"); // whatever else is running, bytes are bytes
    }
    Path file = Path.of(words.isEmpty() ? "budgets.txt" : words.get(0));
    Path target = Files.createDirectories(Path.of("target"));
    List<Verdict> verdicts;
    try {
      Suite suite = new Suite();
      Forks forks = new Forks(suite, target.resolve("guard.log"));
      List<Budget> budgets = Budget.read(file).stream().map(b -> b.check(suite)).toList();
      verdicts = new Guard(rounds, forks, System.out).verdicts(budgets);
    } catch (IllegalArgumentException | IOException e) {
      System.err.println(e instanceof IOException ? e.toString() : e.getMessage());
      System.exit(2);
      return;
    }
    Environment environment = Environment.here();
    Report report = new Report(environment, verdicts);
    JsonMapper.builder()
        .build()
        .writerWithDefaultPrettyPrinter()
        .writeValue(target.resolve("guard.json").toFile(), report);
    report.print(System.out);
    System.exit(report.passed() ? 0 : 1);
  }

  /** Measures what the budgets are about. */
  List<Verdict> verdicts(Collection<Budget> budgets) throws Exception {
    Samples samples = new Samples();
    measure(samples, budgets, 1);
    List<Verdict> verdicts = new ArrayList<>();
    for (Budget budget : budgets) {
      List<Verdict> first = Verdict.of(budget, samples, rounds > 0);
      verdicts.addAll(first.stream().allMatch(Verdict::passed) ? first : again(budget));
    }
    return verdicts;
  }

  private List<Verdict> again(Budget budget) throws Exception {
    out.println("once more: " + budget.measured());
    Samples samples = new Samples();
    measure(samples, List.of(budget), 3);
    return Verdict.of(budget, samples, rounds > 0);
  }

  private void measure(Samples samples, Collection<Budget> budgets, int patience) throws Exception {
    Set<Case> once = new LinkedHashSet<>();
    Set<Case> inRounds = new LinkedHashSet<>();
    for (Budget budget : budgets) {
      if (rounds > 0 && !budget.limits().isEmpty()) {
        inRounds.add(budget.measured());
        budget.limits().forEach(limit -> inRounds.add(limit.reference()));
      } else if (budget.bytes() != null) {
        once.add(budget.measured());
      }
      Case over = budget.over();
      if (over != null) {
        once.add(over);
      }
    }
    once.removeAll(inRounds);
    out.printf("measuring %d cases once, %d in rounds%n", once.size(), inRounds.size());
    samples.rounds(1, once, measured -> forks.measure(measured, patience));
    if (!inRounds.isEmpty()) {
      samples.rounds(rounds, inRounds, measured -> forks.measure(measured, patience));
    }
  }
}
