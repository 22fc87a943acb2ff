package dev.baton.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a case may cost: a line of {@code budgets.txt}, where the format is explained.
 *
 * @param measured the case
 * @param bytes for each operation, with each kind of headers; empty if they are not guarded
 * @param over what the bytes are on top of; null if they are all there are
 * @param tolerance how many bytes it may be off, up or down
 * @param limits of its time
 */
record Budget(
    Case measured,
    Map<Headers, Double> bytes,
    @Nullable Case over,
    double tolerance,
    List<Limit> limits) {
  /** The time is to be at most this many times that of another case. */
  record Limit(double times, Case reference) {}

  static List<Budget> read(Path file) throws IOException {
    List<Budget> budgets = new ArrayList<>();
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        try {
          budgets.add(parse(line));
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(file + ":" + (i + 1) + ": " + e.getMessage(), e);
        }
      }
    }
    if (budgets.isEmpty()) {
      throw new IllegalArgumentException(file + ": no budgets");
    }
    return budgets;
  }

  static Budget parse(String line) {
    String[] fields = line.split("\\|", -1);
    if (fields.length < 3) {
      throw new IllegalArgumentException(
          "expected 'case | bytes | tolerance | times peer', not '" + line + "'");
    }
    Case measured = Case.parse(fields[0]);
    boolean guarded = !fields[1].strip().equals("-");
    List<Limit> limits = new ArrayList<>();
    for (int i = 3; i < fields.length; i++) {
      limits.add(limit(measured, fields[i].strip()));
    }
    if (!guarded && limits.isEmpty()) {
      throw new IllegalArgumentException("nothing is guarded by '" + line + "'");
    }
    String[] bytes = fields[1].split("\\bover\\b", 2);
    return new Budget(
        measured,
        guarded ? bytes(bytes[0]) : Map.of(),
        bytes.length == 2 ? reference(measured, bytes[1]) : null,
        guarded ? number(fields[2]) : 0,
        List.copyOf(limits));
  }

  private static Map<Headers, Double> bytes(String text) {
    String[] both = text.split(", compact\\b", 2);
    return Map.of(Headers.USUAL, number(both[0]), Headers.COMPACT, number(both[both.length - 1]));
  }

  private static Limit limit(Case measured, String text) {
    String[] words = text.split("\\s+", 2);
    if (words.length < 2) {
      throw new IllegalArgumentException("expected 'times peer', not '" + text + "'");
    }
    return new Limit(number(words[0]), reference(measured, words[1]));
  }

  private static Case reference(Case measured, String text) {
    return text.contains(".") ? Case.parse(text) : measured.sibling(text.strip());
  }

  private static double number(String text) {
    double number;
    try {
      number = Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected a number, not '" + text.strip() + "'", e);
    }
    if (!(number >= 0 && number < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("expected a number from 0 on, not '" + text.strip() + "'");
    }
    return number;
  }

  /** Whether bytes are. With compact headers only where there are any: nothing has no headers. */
  boolean isGuarded(Headers headers) {
    return !bytes.isEmpty()
        && (headers == Headers.USUAL || !Objects.equals(bytes.get(Headers.USUAL), 0.0));
  }

  /** Refuses what is not there. */
  Budget check(Suite suite) {
    suite.check(measured);
    if (over != null) {
      suite.check(over);
    }
    limits.forEach(limit -> suite.check(limit.reference()));
    return this;
  }

  /** The same budget for another case. */
  Budget of(Case other) {
    return new Budget(other, bytes, over, tolerance, limits);
  }
}
