package dev.baton.context.audit;

import dev.baton.context.storage.Reports;
import java.lang.reflect.AnnotatedElement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Not API: starts the audit before the first test, if there is one that is {@link ContextAudited},
 * and knows on which thread each test runs. JUnit's launcher finds it as a service.
 */
public final class TestPlanAudit implements TestExecutionListener {
  /** For JUnit's launcher. */
  public TestPlanAudit() {}

  @Override
  public void testPlanExecutionStarted(TestPlan plan) {
    guarded(
        () -> {
          boolean isAsked = Audit.startIfAsked() != null;
          if (isAsked || hasAuditedTests(plan)) {
            AuditedTests.start();
          }
        });
  }

  private static boolean hasAuditedTests(TestPlan plan) {
    return plan.getRoots().stream()
        .flatMap(root -> plan.getDescendants(root).stream())
        .anyMatch(test -> test.getSource().map(TestPlanAudit::isAudited).orElse(false));
  }

  private static boolean isAudited(TestSource source) {
    try {
      return AnnotationSupport.isAnnotated(element(source), ContextAudited.class);
    } catch (Throwable notJava) {
      return false;
    }
  }

  private static Optional<? extends AnnotatedElement> element(TestSource source) {
    if (source instanceof MethodSource method) {
      return Optional.of(method.getJavaMethod());
    }
    return source instanceof ClassSource type ? Optional.of(type.getJavaClass()) : Optional.empty();
  }

  @Override
  public void executionStarted(TestIdentifier test) {
    AuditedTests all = AuditedTests.running();
    if (all != null) {
      guarded(
          () ->
              all.started(
                  test.getUniqueId(), node(test, all.node(test.getParentId().orElse(null)))));
    }
  }

  private static TestNode node(TestIdentifier test, @Nullable TestNode parent) {
    TestSource source = test.getSource().orElse(null);
    String type = parent == null ? "" : parent.type;
    String method = parent == null ? "" : parent.method;
    if (source instanceof MethodSource its) {
      type = its.getClassName();
      method = its.getMethodName();
    } else if (source instanceof ClassSource its) {
      type = its.getClassName();
      method = "";
    }
    String name =
        method.isEmpty()
            ? test.getDisplayName()
            : type.substring(type.lastIndexOf('.') + 1) + "." + method;
    if (!method.isEmpty() && !test.getDisplayName().startsWith(method + "(")) {
      name += " " + test.getDisplayName();
    }
    boolean isAudited =
        (parent != null && parent.isAudited) || (source != null && isAudited(source));
    return new TestNode(name, type, method, test.isTest(), parent, isAudited);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    AuditedTests all = AuditedTests.running();
    if (all != null) {
      guarded(() -> all.ended(test.getUniqueId()));
    }
  }

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    AuditedTests all = AuditedTests.running();
    if (all != null) {
      guarded(all::endOfPlan);
    }
  }

  private static void guarded(Runnable code) {
    try {
      code.run();
    } catch (Throwable failure) {
      Reports.ofInstallation("the audit of the tests failed", failure);
    }
  }
}
