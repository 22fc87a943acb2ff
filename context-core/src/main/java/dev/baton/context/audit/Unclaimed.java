package dev.baton.context.audit;

import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was found, and cannot be told of one test with certainty, or was found when that was over.
 *
 * @param candidates of which tests it may be
 * @param method the class and method of a test that has ended, if that is known
 */
record Unclaimed(Found found, Set<TestNode> candidates, @Nullable String method) {
  /** The same for the same place of the same tests. */
  record Key(Findings.Key place, Set<TestNode> candidates, @Nullable String method) {}

  Key key() {
    return new Key(found.key(), candidates, method);
  }

  Unclaimed plus(Unclaimed more) {
    return new Unclaimed(found.plus(more.found), candidates, method);
  }

  boolean mayBeOf(TestNode container) {
    return method != null
        ? container.isOfClass(method.substring(0, method.indexOf('#')))
        : candidates.stream().anyMatch(test -> test.isIn(container));
  }

  /** Whether it was declared, by whichever test it is of; or none of these is audited. */
  boolean isExpected() {
    return method == null
        && candidates.stream().allMatch(test -> !test.isAudited || found.isExpected(test.expected));
  }

  /** One sentence. */
  String who() {
    if (method != null) {
      return "It comes from " + method.replace('#', '.') + ", which had ended.";
    }
    if (candidates.size() == 1) {
      TestNode node = candidates.iterator().next();
      return "It comes from " + node + (node.test() == null ? "." : ", which had ended.");
    }
    return candidates.isEmpty()
        ? "No test ran."
        : "It comes from one of these, which ran at the same time: "
            + candidates.stream().map(TestNode::toString).sorted().collect(Collectors.joining(", "))
            + ".";
  }
}
