package dev.baton.benchmarks;

import dev.baton.benchmarks.Questions.Question;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Measures all that the cost tables are made from, and writes it to a file. */
public final class Recorder {
  private Recorder() {}

  /**
   * Takes about three seconds for each case and round.
   *
   * @param args the file, and how many rounds (3); then the questions' classes, if not all
   */
  public static void main(String[] args) throws Exception {
    Path file = Path.of(args.length > 0 ? args[0] : "results/latest.json");
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    List<String> classes = List.of(args).subList(Math.min(2, args.length), args.length);
    Suite suite = new Suite();
    Set<Case> cases = new LinkedHashSet<>();
    for (Question question : Questions.read(Path.of("questions.txt"))) {
      if (classes.isEmpty() || classes.contains(question.pattern().question())) {
        cases.addAll(question.cases(suite));
      }
    }
    Forks forks =
        new Forks(suite, Files.createDirectories(Path.of("target")).resolve("record.log"));
    System.out.printf("%d cases, %d rounds%n", cases.size(), rounds);
    Samples samples = new Samples();
    for (int round = 0; round < rounds; round++) {
      samples.rounds(1, cases, measured -> forks.measure(measured, Forks.Effort.TIME));
      Results.of(samples).write(file); // what there is, should the next round fail
    }
  }
}
