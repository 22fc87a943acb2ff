package dev.baton.context.audit;

import java.util.ArrayList;
import java.util.List;

/** Says of a test what was found in it. */
final class TestFailure {
  private static final int MOST_TOLD = 10;

  private TestFailure() {}

  static AssertionError ofTest(TestNode test, List<Found> found) {
    List<String> texts = new ArrayList<>();
    found.forEach(one -> texts.add(text(one.toFinding())));
    return of("The audit of contexts has found in " + test, texts, found.getFirst());
  }

  static AssertionError ofClass(TestNode node, List<Unclaimed> found) {
    List<String> texts = new ArrayList<>();
    found.forEach(one -> texts.add(text(one.found().toFinding()) + "\n    " + one.who()));
    return of(
        "The audit of contexts has found while the tests of " + node + " ran",
        texts,
        found.getFirst().found());
  }

  /** Its stack is that of the first finding: this is where a person wants to go. */
  private static AssertionError of(String what, List<String> texts, Found first) {
    StringBuilder message = new StringBuilder(what).append(':');
    texts.stream().limit(MOST_TOLD).forEach(text -> message.append("\n  ").append(text));
    if (texts.size() > MOST_TOLD) {
      message.append("\n  and ").append(texts.size() - MOST_TOLD).append(" more");
    }
    AssertionError error = new AssertionError(message.toString());
    Finding.Step last = first.toFinding().steps().getLast();
    error.setStackTrace(last.stack().toArray(StackTraceElement[]::new));
    return error;
  }

  private static String text(Finding finding) {
    StringBuilder text = new StringBuilder();
    text.append(finding.kind()).append(" at ").append(finding.place());
    if (finding.count() > 1) {
      text.append(", ").append(finding.count()).append(" times");
    }
    finding.steps().forEach(step -> text.append("\n    ").append(step));
    text.append("\n    ").append(finding.explanation());
    text.append("\n    ").append(finding.remedy());
    return text.toString().replace("`", ""); // which marks code
  }
}
