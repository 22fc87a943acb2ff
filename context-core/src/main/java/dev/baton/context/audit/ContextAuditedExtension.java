package dev.baton.context.audit;

import java.lang.reflect.AnnotatedElement;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Ends each audited test with a look at what was found in it. */
final class ContextAuditedExtension
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(ContextAuditedExtension.class);

  private static final String NOT_TOLD =
      "@ContextAudited: JUnit's launcher has told the audit of no test. Run the tests by the launcher,"
          + " with the listeners that it finds as services (junit-platform-launcher is on the class"
          + " path then, and junit.platform.execution.listeners.deactivate does not name this one).";

  private static final String TOO_LATE =
      "@ContextAudited: nothing can be found, because a context was used before the audit was"
          + " started. That is done before the first test of a run, if one of the run is audited. If a"
          + " run without an audited test has come before it in the same JVM (Maven does so with more"
          + " than one fork), set the system property dev.baton.audit=all for the tests. If it was a"
          + " listener of JUnit's, have that call Audit.start() first. ";

  @Override
  public void beforeAll(ExtensionContext context) {
    AuditedTests all = AuditedTests.running();
    TestNode node = all == null ? null : all.node(context.getUniqueId());
    if (node != null) {
      declare(node, context);
      node.begin(false);
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    AuditedTests all = AuditedTests.running();
    TestNode node = all == null ? null : all.node(context.getUniqueId());
    if (all == null || node == null) {
      throw new AssertionError(NOT_TOLD);
    }
    String blind = all.whyBlind();
    if (blind != null) {
      throw new AssertionError(TOO_LATE + blind);
    }
    declare(node, context);
    node.begin(true);
    context.getStore(NAMESPACE).put(TestNode.class, node);
  }

  /** What the annotations of the method, its class, and the classes around it say. */
  private static void declare(TestNode node, ExtensionContext context) {
    declare(node, context.getTestMethod().flatMap(ContextAuditedExtension::of));
    for (Class<?> type = context.getTestClass().orElse(null);
        type != null;
        type = type.getEnclosingClass()) {
      declare(node, of(type));
    }
  }

  private static Optional<ContextAudited> of(AnnotatedElement element) {
    return AnnotationSupport.findAnnotation(element, ContextAudited.class);
  }

  private static void declare(TestNode node, Optional<ContextAudited> annotation) {
    annotation.ifPresent(
        its -> {
          node.expected.addPackages(its.expectIn());
          node.expected.addThreads(its.expectOn());
        });
  }

  @Override
  public void afterEach(ExtensionContext context) {
    AuditedTests all = AuditedTests.running();
    @Nullable TestNode test = context.getStore(NAMESPACE).get(TestNode.class, TestNode.class);
    if (all == null || test == null) {
      return; // it has failed before it began
    }
    boolean wasOn = all.isOn();
    List<Found> found = all.end(test);
    if (!found.isEmpty()) {
      throw TestFailure.ofTest(test, found);
    }
    if (!wasOn) {
      throw new AssertionError("@ContextAudited: somebody has called Audit.stop() during the test");
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    AuditedTests all = AuditedTests.running();
    TestNode node = all == null ? null : all.node(context.getUniqueId());
    if (all == null || node == null) {
      return;
    }
    List<Found> found = all.end(node);
    List<Unclaimed> unclaimed = all.claim(node);
    if (!found.isEmpty()) {
      AssertionError error = TestFailure.ofTest(node, found);
      if (!unclaimed.isEmpty()) {
        error.addSuppressed(TestFailure.ofClass(node, unclaimed));
      }
      throw error;
    }
    if (!unclaimed.isEmpty()) {
      throw TestFailure.ofClass(node, unclaimed);
    }
  }
}
