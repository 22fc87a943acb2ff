package dev.baton.spring;

import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/**
 * Not API: for JUnit's launcher. Puts the context storage in place before the first test starts,
 * which is when Micrometer Tracing adds its storage wrapper, long before an application starts.
 */
public final class BatonTestPlan implements TestExecutionListener {

  /** For the service loader. */
  public BatonTestPlan() {}

  @Override
  public void testPlanExecutionStarted(TestPlan plan) {
    BatonBootstrap.installStorage();
  }
}
