package dev.baton.benchmarks;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.baton.benchmarks.Forks.Effort;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Says whether the hot path costs more than its budgets allow.
 *
 * <p>Bytes are compared as such: they repeat on any machine, but for the headers of objects, so all
 * is measured with each kind of these. Time is compared only with that of another case in the same
 * run. A case that looks wrong is measured again, for longer, and that counts.
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
    List<Verdict> verdicts = new ArrayList<>();
    if (rounds > 0) {
      verdicts.addAll(verdicts(budgets, this::ofTime));
    }
    for (Headers headers : Headers.available()) {
      verdicts.addAll(verdicts(budgets, (some, patience) -> ofBytes(some, headers, patience)));
    }
    return verdicts;
  }

  /** One way to look at budgets. */
  private interface Look {
    Map<Budget, List<Verdict>> at(Collection<Budget> budgets, int patience) throws Exception;
  }

  private List<Verdict> verdicts(Collection<Budget> budgets, Look look) throws Exception {
    List<Verdict> verdicts = new ArrayList<>();
    for (Map.Entry<Budget, List<Verdict>> entry : look.at(budgets, 1).entrySet()) {
      List<Verdict> found = entry.getValue();
      if (!found.stream().allMatch(Verdict::passed)) {
        Budget budget = entry.getKey();
        out.println("once more: " + budget.measured());
        found = look.at(List.of(budget), 3).getOrDefault(budget, found);
      }
      verdicts.addAll(found);
    }
    return verdicts;
  }

  private Map<Budget, List<Verdict>> ofTime(Collection<Budget> budgets, int patience)
      throws Exception {
    Set<Case> cases = new LinkedHashSet<>();
    for (Budget budget : budgets) {
      if (!budget.limits().isEmpty()) {
        cases.add(budget.measured());
        budget.limits().forEach(limit -> cases.add(limit.reference()));
      }
    }
    out.printf("measuring the time of %d cases, %d times%n", cases.size(), rounds);
    Samples samples = new Samples();
    Effort effort = Effort.TIME.times(patience);
    samples.rounds(rounds, cases, measured -> forks.measure(measured, effort));
    Map<Budget, List<Verdict>> verdicts = new LinkedHashMap<>();
    budgets.forEach(budget -> verdicts.put(budget, Verdict.ofTime(budget, samples)));
    return verdicts;
  }

  private Map<Budget, List<Verdict>> ofBytes(
      Collection<Budget> budgets, Headers headers, int patience) throws Exception {
    List<Budget> guarded = budgets.stream().filter(budget -> budget.isGuarded(headers)).toList();
    Set<Case> cases = new LinkedHashSet<>();
    for (Budget budget : guarded) {
      cases.add(budget.measured());
      Case over = budget.over();
      if (over != null) {
        cases.add(over);
      }
    }
    out.printf("measuring the bytes of %d cases, %s headers%n", cases.size(), headers);
    Samples samples = new Samples();
    Forks withHeaders = forks.with(headers);
    Effort effort = patience == 1 ? Effort.BYTES : Effort.TIME.times(patience);
    samples.rounds(1, cases, measured -> withHeaders.measure(measured, effort));
    Map<Budget, List<Verdict>> verdicts = new LinkedHashMap<>();
    guarded.forEach(
        budget -> verdicts.put(budget, List.of(Verdict.ofBytes(budget, headers, samples))));
    return verdicts;
  }
}
