package dev.baton.context.programs;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.baton.context.testing.StorageUnderTest;
import io.opentelemetry.context.Context;
import java.util.Arrays;
import java.util.List;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs test classes as a build does, each in a run of its own, and prints what became of them. */
public final class TestsProgram {
  private TestsProgram() {}

  /**
   * The storage; then classes, "late" for a use of a context, or a system property, "name=value".
   */
  public static void main(String[] arguments) {
    System.setProperty("baton.test.storage", arguments[0]);
    if (arguments[0].equals("strict")) {
      System.setProperty("io.opentelemetry.context.enableStrictContext", "true");
    }
    StorageUnderTest.current().prepare();
    for (String argument : Arrays.asList(arguments).subList(1, arguments.length)) {
      int equals = argument.indexOf('=');
      if (equals > 0) {
        System.setProperty(argument.substring(0, equals), argument.substring(equals + 1));
      } else if (argument.equals("late")) {
        Context.current();
      } else {
        run(argument);
      }
    }
    System.exit(0);
  }

  private static void run(String testClass) {
    Launcher launcher =
        LauncherFactory.create(
            LauncherConfig.builder()
                .enableLauncherSessionListenerAutoRegistration(false)
                .enablePostDiscoveryFilterAutoRegistration(false)
                .addTestExecutionListeners(new Printing())
                .build());
    launcher.execute(
        LauncherDiscoveryRequestBuilder.request()
            .selectors(List.of(selectClass(testClass)))
            .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "false")
            .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
            .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
            .configurationParameter(
                "junit.jupiter.execution.parallel.config.fixed.parallelism", "64")
            .configurationParameter("junit.jupiter.execution.timeout.default", "50 s")
            .build());
  }

  private static final class Printing implements TestExecutionListener {
    @Override
    public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
      System.out.println("* " + result.getStatus() + " " + test.getUniqueId());
      result.getThrowable().ifPresent(failure -> print("| ", failure));
      System.out.flush();
    }

    private static void print(String prefix, Throwable failure) {
      String.valueOf(failure).lines().forEach(line -> System.out.println(prefix + line));
      StackTraceElement[] stack = failure.getStackTrace();
      System.out.println(prefix + "at " + (stack.length == 0 ? "?" : stack[0]));
      for (Throwable suppressed : failure.getSuppressed()) {
        print(prefix + "suppressed ", suppressed);
      }
    }
  }
}
