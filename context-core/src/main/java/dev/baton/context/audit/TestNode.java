package dev.baton.context.audit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A test, or a class of tests, that runs or has run. The threads that it starts know it for as long
 * as they live; so it refers to nothing of the test's, and lets go of all that was found when it is
 * over.
 */
final class TestNode {
  private static final InheritableThreadLocal<TestNode> CURRENT = new InheritableThreadLocal<>();

  /** What is found beyond that in one test is not kept. */
  private static final int MOST_FOUND = 1000;

  final String name;
  final String type;
  final String method; // empty for a class
  final boolean isAudited;
  final Expected expected = new Expected();

  private final @Nullable TestNode parent;
  private final Map<Findings.Key, Found> found = new LinkedHashMap<>();
  private volatile @Nullable Thread thread = Thread.currentThread();
  private @Nullable TestNode before; // on this thread
  private volatile boolean isTest;
  private volatile boolean hasBegun;

  /**
   * @param parent its class, if it has one that runs
   * @param isAudited whether it is to be audited, because of itself or its class
   */
  TestNode(
      String name,
      String type,
      String method,
      boolean isTest,
      @Nullable TestNode parent,
      boolean isAudited) {
    this.name = name;
    this.type = type;
    this.method = method;
    this.isTest = isTest;
    this.parent = parent;
    this.isAudited = isAudited;
  }

  /** What runs on the calling thread, or has started it, or whatever had started that. */
  static @Nullable TestNode ofThread() {
    return CURRENT.get();
  }

  void start() {
    before = CURRENT.get();
    CURRENT.set(this);
  }

  /** Ends it on the calling thread, if that is the one on which it was started. */
  void end() {
    if (CURRENT.get() == this) {
      if (before == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(before);
      }
    }
    before = null;
    close();
  }

  /** From now on a scope that it leaves open is its own, not one of an extension around it. */
  void begin(boolean asTest) {
    isTest |= asTest;
    hasBegun = true;
  }

  boolean isInside() {
    TestNode test = test();
    return test == null ? hasBegun : test.hasBegun;
  }

  boolean runs() {
    return thread != null;
  }

  boolean runsOn(Thread one) {
    return thread == one;
  }

  /** The test that this is or is a part of, or null: dynamic tests are parts of their factory. */
  @Nullable TestNode test() {
    TestNode test = null;
    for (TestNode node = this; node != null; node = node.parent) {
      if (node.isTest) {
        test = node;
      }
    }
    return test;
  }

  boolean isIn(TestNode other) {
    for (TestNode node = this; node != null; node = node.parent) {
      if (node == other) {
        return true;
      }
    }
    return false;
  }

  /** Whether a test's class, or one nested in it, has this name. */
  boolean isOfClass(String name) {
    return name.startsWith(type)
        && (name.length() == type.length() || name.charAt(type.length()) == '$');
  }

  /** Keeps what was found; false if it is too late for that. */
  synchronized boolean add(Found one) {
    if (thread == null) {
      return false;
    }
    Found same = found.get(one.key());
    if (same != null) {
      same.count += one.count;
    } else if (found.size() < MOST_FOUND) {
      found.put(one.key(), one);
    }
    return true;
  }

  /** Ends what may be added, and hands it over. */
  synchronized List<Found> close() {
    thread = null;
    List<Found> all = found.values().stream().filter(one -> !one.isExpected(expected)).toList();
    found.clear();
    return all;
  }

  @Override
  public String toString() {
    return name;
  }
}
