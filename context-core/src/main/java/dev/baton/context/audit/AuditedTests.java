package dev.baton.context.audit;

import dev.baton.context.storage.Reports;
import io.opentelemetry.context.ContextStorage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tests that run, and to which of them belongs what is found. What cannot be told of any with
 * certainty is kept for their class.
 */
final class AuditedTests implements Findings.Observer {
  private static volatile @Nullable AuditedTests running;

  /** What is found beyond that is in the log only. */
  private static final int MOST_KEPT = 1000;

  private final Audit audit = Audit.start().everyStack();
  private final Map<String, TestNode> nodes = new ConcurrentHashMap<>(); // that run
  private final Set<String> methods = ConcurrentHashMap.newKeySet(); // of tests, also of ended ones
  private final Map<Pending, Found> pending = new ConcurrentHashMap<>();
  private final Map<Unclaimed.Key, Unclaimed> unclaimed = new ConcurrentHashMap<>();

  /** On a thread that the test has started, while others ran: is it a thread that they share? */
  private record Pending(Findings.Key key, TestNode test, Thread thread) {}

  private AuditedTests() {}

  static @Nullable AuditedTests running() {
    return running;
  }

  static synchronized AuditedTests start() {
    AuditedTests all = running;
    if (all == null) {
      all = new AuditedTests();
      all.audit.auditor().findings.observer = all;
      running = all;
    }
    return all;
  }

  void started(String id, TestNode node) {
    nodes.put(id, node);
    if (!node.method.isEmpty()) {
      methods.add(node.type + "#" + node.method);
    }
    node.start();
  }

  @Nullable TestNode node(@Nullable String id) {
    return id == null ? null : nodes.get(id);
  }

  void ended(String id) {
    TestNode node = nodes.remove(id);
    if (node != null) {
      settlePendingOf(node);
      node.end();
    }
  }

  /** Those that run now. */
  Set<TestNode> tests() {
    return nodes.values().stream()
        .map(TestNode::test)
        .filter(test -> test != null && test.runs())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Why nothing would be found, or null. */
  @Nullable String whyBlind() {
    ContextStorage.get(); // so that it is decided
    Audit.start();
    return audit.isWatching() ? null : audit.toString();
  }

  boolean isOn() {
    return audit.isOn();
  }

  @Override
  public void found(Found found) {
    Origin origin = found.origin;
    TestNode node = origin.node();
    TestNode test = origin.test();
    if (node != null && (origin.isOwn() || (test == null && found.isOfLoneThread()))) {
      give(found, test == null ? node : test);
      return;
    }
    Set<TestNode> candidates = origin.tests();
    String named = nameOnStack(found);
    if (named != null) {
      candidates = matching(candidates, named);
      boolean isThreadOfAnother = test != null && !named.equals(test.type + "#" + test.method);
      if (candidates.isEmpty() && (test == null || isThreadOfAnother)) {
        leave(found, Set.of(), named);
        return;
      }
      test = isThreadOfAnother ? null : test;
    }
    if (test != null && candidates.contains(test)) {
      ofThreadOf(test, candidates, found);
    } else if (test != null && (found.isOfLoneThread() || candidates.isEmpty())) {
      give(found, test); // which was over by then
    } else {
      ofAny(named == null ? narrowed(candidates, found) : candidates, found);
    }
  }

  private void ofThreadOf(TestNode test, Set<TestNode> candidates, Found found) {
    Thread thread = found.origin.thread();
    if (thread == null || candidates.size() == 1 || found.isOfLoneThread()) {
      give(found, test);
    } else if (!test.runs()) {
      settle(found, test, thread, 0);
    } else if (pending.size() < MOST_KEPT) {
      pending.merge(new Pending(found.key(), test, thread), found, Found::plus);
    }
  }

  private void ofAny(Set<TestNode> candidates, Found found) {
    if (candidates.size() == 1) {
      give(found, candidates.iterator().next());
    } else {
      leave(found, candidates, null);
    }
  }

  private void give(Found found, TestNode node) {
    if (node.isAudited && !node.add(found)) {
      leave(found, Set.of(node), null);
    }
  }

  private void leave(Found found, Set<TestNode> candidates, @Nullable String method) {
    boolean mayBeAudited =
        method != null || candidates.isEmpty() || candidates.stream().anyMatch(of -> of.isAudited);
    if (mayBeAudited && unclaimed.size() < MOST_KEPT) {
      Unclaimed one = new Unclaimed(found, candidates, method);
      unclaimed.merge(one.key(), one, (some, more) -> some.plus(more));
    }
  }

  /** The test method that has made the task, if there is one on the stacks. */
  private @Nullable String nameOnStack(Found found) {
    for (Finding.Step step : found.evidence()) {
      for (StackTraceElement frame : step.stack()) {
        String type = frame.getClassName();
        String method = type + "#" + methodOf(frame.getMethodName());
        if (methods.contains(method)) {
          return method;
        }
      }
    }
    return null;
  }

  /** Without what the compilers of Java and Kotlin make of the name for a lambda's. */
  private static String methodOf(String name) {
    if (name.startsWith("lambda$")) {
      int end = name.indexOf('$', 7);
      return end < 0 ? name : name.substring(7, end);
    }
    int end = name.indexOf("$lambda$");
    return end < 0 ? name : name.substring(0, end);
  }

  private static Set<TestNode> matching(Set<TestNode> tests, String named) {
    return tests.stream()
        .filter(test -> named.equals(test.type + "#" + test.method))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Those of classes that are on the stacks, if there are any. */
  private static Set<TestNode> narrowed(Set<TestNode> tests, Found found) {
    Set<TestNode> some =
        tests.stream()
            .filter(
                test ->
                    found.evidence().stream()
                        .flatMap(step -> step.stack().stream())
                        .anyMatch(frame -> test.isOfClass(frame.getClassName())))
            .collect(Collectors.toUnmodifiableSet());
    return some.isEmpty() ? tests : some;
  }

  /** Ends an audited test, or class, on its own thread. */
  List<Found> end(TestNode node) {
    audit.auditor().testEnds(node);
    settlePendingOf(node);
    return node.close();
  }

  private void settlePendingOf(TestNode node) {
    for (Pending one : List.copyOf(pending.keySet())) {
      Found found = one.test == node ? pending.remove(one) : null;
      if (found != null) {
        settle(found, node, one.thread, 200);
      }
    }
  }

  /** A thread that ends with the test is no thread that it shares with others. */
  private void settle(Found found, TestNode test, Thread thread, long millis) {
    boolean hasEnded = !thread.isAlive();
    try {
      if (!hasEnded && millis > 0) {
        thread.join(millis); // a pool that was shut down may be about to end
        hasEnded = !thread.isAlive();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (hasEnded) {
      give(found, test);
    } else {
      leave(found, found.origin.tests(), null);
    }
  }

  /** What cannot be told of one test, but of those of this class, or of no class any more. */
  List<Unclaimed> claim(@Nullable TestNode container) {
    List<Unclaimed> all =
        unclaimed.values().stream()
            .filter(one -> container == null || one.mayBeOf(container))
            .toList();
    return all.stream()
        .map(one -> unclaimed.remove(one.key()))
        .filter(one -> one != null && !one.isExpected())
        .toList();
  }

  /** What no class has claimed goes to the log. */
  void endOfPlan() {
    for (Unclaimed one : claim(null)) {
      Finding finding = one.found().toFinding();
      Reports.found(finding.place(), "Audit: " + finding + ". " + one.who());
    }
  }
}
