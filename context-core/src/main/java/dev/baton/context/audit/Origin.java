package dev.baton.context.audit;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From which test some work comes, as far as its thread tells: a thread has the test that has
 * started it, and a wrapped task that of whoever has submitted it.
 *
 * @param node what the thread runs, if it is a test's own; else what had started it
 * @param thread the one that this is about, if there are tests
 * @param isOwn whether the thread ran this very test then
 * @param isInside whether the test was audited by then
 * @param tests all tests that ran then
 */
record Origin(
    @Nullable TestNode node,
    @Nullable Thread thread,
    boolean isOwn,
    boolean isInside,
    Set<TestNode> tests) {
  /** Where no tests are audited. */
  static final Origin NONE = new Origin(null, null, false, false, Set.of());

  /** That of what the calling thread does now. */
  static Origin here() {
    AuditedTests all = AuditedTests.running();
    if (all == null) {
      return NONE;
    }
    Submission task = AuditStorage.trailOfThread().task();
    if (task != null && task.origin != NONE) {
      return task.origin;
    }
    Thread thread = Thread.currentThread();
    TestNode node = TestNode.ofThread();
    boolean isOwn = node != null && node.runsOn(thread);
    return new Origin(node, thread, isOwn, node != null && node.isInside(), all.tests());
  }

  /** The test that the thread belongs to, or null: none, or a class of tests. */
  @Nullable TestNode test() {
    return node == null ? null : node.test();
  }
}
