package dev.baton.rx;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;

import dev.baton.context.Baton;
import dev.baton.context.Installation;
import io.opentelemetry.context.Scope;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import io.reactivex.rxjava3.processors.PublishProcessor;
import java.util.ArrayList;
import java.util.List;

/** A program that locks RxJava's plugins down, which cannot be undone: for a JVM of its own. */
final class LockedDown {
  static final String AS_IT_SHOULD = "seen [A, null], not installed again, and the step says so";

  private LockedDown() {}

  @SuppressWarnings("CheckReturnValue")
  public static void main(String[] arguments) {
    PublishProcessor<Integer> source = PublishProcessor.create();
    List<String> seen = new ArrayList<>();
    RxContextHooks hooks = RxContextHooks.install();
    RxJavaPlugins.lockdown();
    try (Scope scope = named("A").makeCurrent()) {
      source.subscribe(item -> seen.add(currentName()));
    }
    hooks.close(); // they cannot be removed, but do nothing from now on
    try (Scope scope = named("A").makeCurrent()) {
      source.subscribe(item -> seen.add(currentName()));
    }
    source.onNext(1);
    System.out.println("seen " + seen + ", " + installAgain() + ", and the step " + step());
  }

  private static String installAgain() {
    try {
      RxContextHooks.install();
      return "installed again";
    } catch (IllegalStateException e) {
      return "not installed again";
    }
  }

  private static String step() {
    return Baton.install().steps().stream()
            .anyMatch(
                step ->
                    step.state() == Installation.State.NOT_INSTALLED
                        && step.detail().contains("locked down"))
        ? "says so"
        : "is silent";
  }
}
