package dev.baton.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of the cost tables: the lines of {@code questions.txt}, where the format is explained.
 */
final class Questions {
  private Questions() {}

  /**
   * A row.
   *
   * @param table that it belongs to
   * @param title what is asked
   * @param pattern a case, or one with {@code peer=all}
   * @param operations that one measured operation is in truth
   */
  record Question(String table, String title, Case pattern, double operations) {
    /** The cases that answer it: one, or one for each peer that offers it. */
    List<Case> cases(Suite suite) {
      List<String> peers =
          pattern.peer().equals("all") ? suite.peers(pattern) : List.of(pattern.peer());
      return peers.stream().map(peer -> suite.check(pattern.sibling(peer))).toList();
    }
  }

  static List<Question> read(Path file) throws IOException {
    List<Question> questions = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] fields = line.split("\\|", -1);
        if (fields.length != 4) {
          throw new IllegalArgumentException(
              file + ": expected 'table | title | case | operations', not '" + line + "'");
        }
        questions.add(
            new Question(
                fields[0].strip(),
                fields[1].strip(),
                Case.parse(fields[2]),
                Double.parseDouble(fields[3].strip())));
      }
    }
    return questions;
  }
}
