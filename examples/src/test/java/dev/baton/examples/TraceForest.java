package dev.baton.examples;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All traces of a side, and whether each is the tree that the code of a request says. */
final class TraceForest {
  /** The parent of each span, both with the name of their service. */
  private static final Map<String, String> PARENTS =
      parents(
          """
          shop: GET /order/{id} <
          shop: reserve item 1 < shop: GET /order/{id}
          shop: reserve item 2 < shop: GET /order/{id}
          shop: load customer < shop: GET /order/{id}
          shop: confirm payment < shop: GET /order/{id}
          shop: plan delivery < shop: GET /order/{id}
          shop: try road < shop: plan delivery
          shop: try rail < shop: plan delivery
          shop: find vouchers < shop: GET /order/{id}
          shop: write audit log < shop: GET /order/{id}
          shop: read stock < shop: GET /order/{id}
          shop: reckon the tax < shop: GET /order/{id}
          shop: print the bill < shop: GET /order/{id}
          shop: count stars < shop: GET /order/{id}
          shop: show reviews < shop: GET /order/{id}
          shop: ask the warehouse < shop: GET /order/{id}
          shop: read the shelf < shop: GET /order/{id}
          shop: look for alternatives < shop: GET /order/{id}
          shop: offer alternatives < shop: GET /order/{id}
          shop: weigh parcel < shop: GET /order/{id}
          shop: weigh part < shop: GET /order/{id}
          shop: ask for the weather < shop: GET /order/{id}
          shop: plan the delivery < shop: GET /order/{id}
          shop: tell the courier < shop: GET /order/{id}
          shop: recommend a book < shop: GET /order/{id}
          shop: ask for the price < shop: GET /order/{id}
          shop: answer begins < shop: ask for the price
          shop: use the price < shop: ask for the price
          prices: GET /price/{id} < shop: ask for the price
          prices: look up price < prices: GET /price/{id}
          """);

  /** Of which a request has as many as this; of all others it has one. */
  private static final Map<String, Long> SEVERAL = Map.of("shop: weigh part", 2L);

  private final List<ReceivedSpan> spans;
  private final Map<String, List<ReceivedSpan>> traces;

  TraceForest(List<ReceivedSpan> spans) {
    this.spans = spans;
    this.traces = spans.stream().collect(groupingBy(ReceivedSpan::traceId));
  }

  private static Map<String, String> parents(String lines) {
    Map<String, String> parents = new HashMap<>();
    for (String line : lines.lines().toList()) {
      String[] both = line.split(" <", -1);
      parents.put(both[0].strip(), both[1].strip());
    }
    return parents;
  }

  int traces() {
    return traces.size();
  }

  int fewestSpansOfATrace() {
    return traces.values().stream().mapToInt(List::size).min().orElse(0);
  }

  /** What is wrong, in words and how often; empty if nothing is. */
  Map<String, Long> problems(int requests) {
    List<String> problems = new ArrayList<>();
    if (spans.stream().map(ReceivedSpan::spanId).distinct().count() != spans.size()) {
      problems.add("a span was exported twice");
    }
    if (!spans.stream().allMatch(ReceivedSpan::ended)) {
      problems.add("a span has not ended");
    }
    if (traces.size() != requests) {
      problems.add(traces.size() + " traces of " + requests + " requests");
    }
    if (spans.stream().mapToLong(ReceivedSpan::request).distinct().count() != requests) {
      problems.add("not " + requests + " different requests");
    }
    traces.values().forEach(trace -> problems.addAll(problemsOf(trace)));
    return problems.stream().collect(groupingBy(each -> each, TreeMap::new, counting()));
  }

  private static List<String> problemsOf(List<ReceivedSpan> trace) {
    List<String> problems = new ArrayList<>();
    Map<String, ReceivedSpan> byId = new HashMap<>();
    trace.forEach(span -> byId.put(span.spanId(), span));
    if (trace.stream().filter(span -> span.parentId().isEmpty()).count() != 1) {
      problems.add("not one root");
    }
    if (trace.stream().mapToLong(ReceivedSpan::request).distinct().count() != 1) {
      problems.add("spans of several requests in a trace");
    }
    for (ReceivedSpan span : trace) {
      ReceivedSpan parent = byId.get(span.parentId());
      if (parent == null && !span.parentId().isEmpty()) {
        problems.add("orphan: " + title(span));
      } else if (!(parent == null ? "" : title(parent)).equals(PARENTS.get(title(span)))) {
        problems.add(
            "wrong parent: " + title(span) + " < " + (parent == null ? "" : title(parent)));
      }
    }
    Map<String, Long> counts = trace.stream().collect(groupingBy(TraceForest::title, counting()));
    PARENTS.keySet().stream()
        .filter(title -> !counts.getOrDefault(title, 0L).equals(SEVERAL.getOrDefault(title, 1L)))
        .forEach(title -> problems.add("missing, or too many: " + title));
    return problems;
  }

  private static String title(ReceivedSpan span) {
    return span.service() + ": " + span.name();
  }
}
