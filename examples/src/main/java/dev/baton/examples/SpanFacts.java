package dev.baton.examples;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** All that is known of each span, for the script: in JSON that can be part of a page. */
final class SpanFacts {
  private final List<String> spans = new ArrayList<>();

  /**
   * Takes a span.
   *
   * @param verdict what is wrong with the trace it is in, or nothing
   * @param others all of the request
   * @return its number
   */
  int add(FinishedSpan span, String verdict, Axis axis, List<FinishedSpan> others) {
    Map<String, String> facts = new LinkedHashMap<>();
    if (!verdict.isEmpty()) {
      facts.put("What is wrong", verdict);
    }
    facts.put("Process", span.process());
    facts.put("Thread", span.thread());
    facts.put("Starts after", Axis.duration(span.start() - axis.start()));
    facts.put("Takes", Axis.duration(span.end() - span.start()));
    if (span.waited() > 0) {
      facts.put("Waited before", Axis.duration(span.waited()));
    }
    facts.put("Kind", span.kind().toLowerCase(Locale.ROOT));
    facts.put("Trace", span.traceId());
    facts.put("Span", span.spanId());
    facts.put("Parent", parent(span, others));
    span.attributes().forEach(facts::put);
    spans.add("[" + text(span.name()) + "," + object(facts) + "]");
    return spans.size() - 1;
  }

  private static String parent(FinishedSpan span, List<FinishedSpan> others) {
    if (span.parentId().equals(Fragment.NONE)) {
      return "none";
    }
    return others.stream()
        .filter(other -> other.spanId().equals(span.parentId()))
        .map(other -> span.parentId() + " (" + other.name() + ")")
        .findFirst()
        .orElse(span.parentId() + " (not of this request)");
  }

  private static String object(Map<String, String> facts) {
    return facts.entrySet().stream()
        .map(fact -> text(fact.getKey()) + ":" + text(fact.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  /** A string of JSON, without a character that means something in markup. */
  private static String text(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (char c : Markup.printable(text).toCharArray()) {
      switch (c) {
        case '"', '\\' -> json.append('\\').append(c);
        case '<', '>', '&' -> json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
        default -> json.append(c);
      }
    }
    return json.append('"').toString();
  }

  @Override
  public String toString() {
    return spans.stream().collect(Collectors.joining(",\n", "[", "]"));
  }
}
