package dev.baton.examples;

import java.util.ArrayList;
import java.util.List;

/**
 * What is wrong with the outcome, a line each. Plain executors may lose contexts: they are meant
 * to.
 */
final class Verdict {
  private Verdict() {}

  static List<String> problems(Comparison comparison) {
    List<String> problems = new ArrayList<>();
    check("plain", comparison.requests(), comparison.plain(), problems);
    check("wrapped", comparison.requests(), comparison.wrapped(), problems);
    comparison
        .wrapped()
        .counts()
        .forEach(
            (row, counts) -> {
              if (counts.wrong() > 0) {
                problems.add(
                    row.name()
                        + ", wrapped: "
                        + counts.wrong()
                        + " of "
                        + counts.total()
                        + " callbacks did not have the right context");
              }
            });
    for (TracedRequest request : comparison.wrapped().traced()) {
      if (request.traces() != 1) {
        problems.add("wrapped: the spans of one request are in " + request.traces() + " traces");
      }
    }
    return problems;
  }

  private static void check(String side, long requests, Outcome outcome, List<String> problems) {
    outcome
        .counts()
        .forEach(
            (row, counts) -> {
              long expected = requests * row.callbacks();
              if (counts.total() != expected) {
                problems.add(
                    row.name()
                        + ", "
                        + side
                        + ": "
                        + counts.total()
                        + " callbacks ran, not "
                        + expected);
              }
            });
  }
}
