package dev.baton.examples;

import dev.baton.examples.Fragment.Fate;
import java.util.List;

/** How the page puts what has become of a request's spans. */
final class FateWords {
  private FateWords() {}

  /** All spans of a request, in a line. */
  static String sum(TracedRequest request) {
    List<Fragment> fragments = Fragment.of(request.spans());
    if (fragments.isEmpty()) {
      return "No spans of it were kept.";
    }
    if (Fragment.areWhole(fragments)) {
      return "1 trace, "
          + many(Fragment.spans(fragments), "span")
          + ", "
          + many((int) request.processes(), "process");
    }
    int anothers = Fragment.spans(Fragment.with(Fate.ANOTHERS, fragments));
    return many(fragments.size(), "trace")
        + " for one request"
        + (anothers == 0 ? "" : ", " + many(anothers, "span") + " under another request");
  }

  static String title(Fate fate) {
    return switch (fate) {
      case KEPT -> "The request's own trace";
      case ANOTHERS -> "Somebody else's trace";
      case LOST -> "Context lost";
    };
  }

  static String meaning(Fate fate) {
    return switch (fate) {
      case KEPT -> "All that is left of it.";
      case ANOTHERS ->
          "Their thread had another request's context: they are shown there, where they mislead.";
      case LOST -> "Their thread had none: each began a trace of its own, to which nothing leads.";
    };
  }

  static String many(List<Fragment> fragments) {
    String spans = many(Fragment.spans(fragments), "span");
    return fragments.size() == 1 ? spans : spans + " in " + many(fragments.size(), "trace");
  }

  private static String many(int number, String thing) {
    return number + " " + thing + (number == 1 ? "" : thing.endsWith("s") ? "es" : "s");
  }

  /** What is wrong with a span that has no parent of its own request, in a few words. */
  static String ofSpan(Fate fate, FinishedSpan span) {
    String other = span.attribute(Tracing.FOUND, "");
    return switch (fate) {
      case KEPT -> "";
      case ANOTHERS -> other.isEmpty() ? "another request's" : "request " + other + "'s";
      case LOST -> "own root";
    };
  }

  /** The same in a sentence; nothing if nothing is wrong. */
  static String explained(Fate fate, FinishedSpan span) {
    String other = span.attribute(Tracing.FOUND, "");
    return switch (fate) {
      case KEPT -> "";
      case ANOTHERS ->
          "It is in the trace of "
              + (other.isEmpty() ? "another request" : "request " + other)
              + ", whose context its thread had.";
      case LOST -> "The context was lost: it is in a trace that began without one.";
    };
  }
}
