package dev.baton.examples;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Those spans of one request that are in one trace.
 *
 * @param spans each after its parent; of those with one parent, the earlier first
 */
record Fragment(Fate fate, List<Node> spans) {
  /** How a part of a request came to the trace it is in. */
  enum Fate {
    /** It is that of the request. */
    KEPT,
    /** Another request's context was current. */
    ANOTHERS,
    /** No context was current. */
    LOST
  }

  /**
   * A span in its tree.
   *
   * @param level of the tree, from 1
   */
  record Node(FinishedSpan span, int level, boolean isParent) {}

  static final String NONE = "0000000000000000";

  /** Of all spans of a request, those in its own trace first. */
  static List<Fragment> of(List<FinishedSpan> spans) {
    String own =
        spans.stream()
            .filter(span -> span.kind().equals("SERVER"))
            .min(Comparator.comparingLong(FinishedSpan::start))
            .map(FinishedSpan::traceId)
            .orElse("");
    Map<String, List<FinishedSpan>> traces =
        spans.stream()
            .sorted(Comparator.comparingLong(FinishedSpan::start))
            .collect(
                Collectors.groupingBy(
                    FinishedSpan::traceId, LinkedHashMap::new, Collectors.toList()));
    return traces.values().stream()
        .map(trace -> of(trace, own))
        .sorted(Comparator.comparing(Fragment::fate))
        .toList();
  }

  private static Fragment of(List<FinishedSpan> trace, String own) {
    Set<String> ids = trace.stream().map(FinishedSpan::spanId).collect(Collectors.toSet());
    List<FinishedSpan> tops =
        trace.stream().filter(span -> !ids.contains(span.parentId())).toList();
    List<Node> nodes = new ArrayList<>();
    tops.forEach(top -> add(top, 1, trace, nodes));
    return new Fragment(fate(trace, tops, own), nodes);
  }

  private static Fate fate(List<FinishedSpan> trace, List<FinishedSpan> tops, String own) {
    if (trace.getFirst().traceId().equals(own)) {
      return Fate.KEPT;
    }
    return tops.stream().allMatch(top -> top.parentId().equals(NONE)) ? Fate.LOST : Fate.ANOTHERS;
  }

  private static void add(
      FinishedSpan span, int level, List<FinishedSpan> trace, List<Node> nodes) {
    List<FinishedSpan> children =
        trace.stream().filter(other -> other.parentId().equals(span.spanId())).toList();
    nodes.add(new Node(span, level, !children.isEmpty()));
    children.forEach(child -> add(child, level + 1, trace, nodes));
  }

  /** Whether all is as it should be. */
  static boolean areWhole(List<Fragment> fragments) {
    return with(Fate.KEPT, fragments).size() == fragments.size();
  }

  static int spans(List<Fragment> fragments) {
    return fragments.stream().mapToInt(fragment -> fragment.spans().size()).sum();
  }

  static List<Fragment> with(Fate fate, List<Fragment> fragments) {
    return fragments.stream().filter(fragment -> fragment.fate() == fate).toList();
  }
}
