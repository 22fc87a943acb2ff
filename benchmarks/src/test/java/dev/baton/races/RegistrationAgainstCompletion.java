package dev.baton.races;

import dev.baton.executors.ContextFutures;
import io.opentelemetry.context.Scope;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** A function is registered in A while the future completes in B. */
@Outcome(
    id = "root, B, A: x",
    expect = Expect.ACCEPTABLE,
    desc = "It runs once, on one thread or the other, in the context of who registered it.")
@Outcome(
    id = "root, B, (B|root): x",
    expect = Expect.FORBIDDEN,
    desc = "Every stage sees the context that it was registered under, whoever completes it.")
@Outcome(
    id = "root, B, .*",
    expect = Expect.FORBIDDEN,
    desc = "A stage completes as the JDK's does, with what it was completed with.")
@Outcome(
    id = ".*",
    expect = Expect.FORBIDDEN,
    desc = "Completing and registering leave the caller's context as it was.")
abstract class RegistrationAgainstCompletion extends Race {
  final CompletableFuture<String> source = new CompletableFuture<>();
  final CompletableFuture<String> wrapped = ContextFutures.wrap(source);
  private CompletionStage<String> stage;
  private volatile String seen = "not run";

  abstract CompletionStage<String> register();

  void complete() {
    source.complete("x");
  }

  final String apply(String value) {
    seen = seen.equals("not run") ? current() : "twice";
    return value;
  }

  final void accept(String value, Throwable failure) {
    apply(value);
  }

  final String registering() {
    try (Scope scope = A.makeCurrent()) {
      start();
      stage = register();
    }
    return current();
  }

  final String completing() {
    try (Scope scope = B.makeCurrent()) {
      start();
      complete();
      return current();
    }
  }

  final String end() {
    return seen + ": " + stage.toCompletableFuture().getNow("not done");
  }

  @JCStressTest
  @State
  public static class ThenApply extends RegistrationAgainstCompletion {
    @Override
    CompletionStage<String> register() {
      return wrapped.thenApply(this::apply);
    }

    @Actor
    public void actor1(LLL_Result r) {
      r.r1 = registering();
    }

    @Actor
    public void actor2(LLL_Result r) {
      r.r2 = completing();
    }

    @Arbiter
    public void arbiter(LLL_Result r) {
      r.r3 = end();
    }
  }

  @JCStressTest
  @State
  public static class ThenApplyToNewFuture extends RegistrationAgainstCompletion {
    @Override
    CompletionStage<String> register() {
      return own.thenApply(this::apply);
    }

    private final CompletableFuture<String> own = ContextFutures.newFuture();

    @Override
    void complete() {
      own.complete("x");
    }

    @Actor
    public void actor1(LLL_Result r) {
      r.r1 = registering();
    }

    @Actor
    public void actor2(LLL_Result r) {
      r.r2 = completing();
    }

    @Arbiter
    public void arbiter(LLL_Result r) {
      r.r3 = end();
    }
  }

  @JCStressTest
  @State
  public static class WrapAndThenApply extends RegistrationAgainstCompletion {
    @Override
    CompletionStage<String> register() {
      return ContextFutures.wrap(source).thenApply(this::apply);
    }

    @Actor
    public void actor1(LLL_Result r) {
      r.r1 = registering();
    }

    @Actor
    public void actor2(LLL_Result r) {
      r.r2 = completing();
    }

    @Arbiter
    public void arbiter(LLL_Result r) {
      r.r3 = end();
    }
  }

  @JCStressTest
  @State
  public static class WhenComplete extends RegistrationAgainstCompletion {
    @Override
    CompletionStage<String> register() {
      return wrapped.whenComplete(this::accept);
    }

    @Override
    void complete() {
      wrapped.complete("x");
    }

    @Actor
    public void actor1(LLL_Result r) {
      r.r1 = registering();
    }

    @Actor
    public void actor2(LLL_Result r) {
      r.r2 = completing();
    }

    @Arbiter
    public void arbiter(LLL_Result r) {
      r.r3 = end();
    }
  }

  @JCStressTest
  @State
  public static class ExceptionallyHasTheSameFailure extends RegistrationAgainstCompletion {
    private final Throwable thrown = new IllegalStateException("x");

    @Override
    CompletionStage<String> register() {
      return wrapped.exceptionally(failure -> apply(failure == thrown ? "x" : failure.toString()));
    }

    @Override
    void complete() {
      source.completeExceptionally(thrown);
    }

    @Actor
    public void actor1(LLL_Result r) {
      r.r1 = registering();
    }

    @Actor
    public void actor2(LLL_Result r) {
      r.r2 = completing();
    }

    @Arbiter
    public void arbiter(LLL_Result r) {
      r.r3 = end();
    }
  }

  @JCStressTest
  @State
  public static class Copy extends RegistrationAgainstCompletion {
    @Override
    CompletionStage<String> register() {
      return wrapped.copy().thenApply(this::apply);
    }

    @Actor
    public void actor1(LLL_Result r) {
      r.r1 = registering();
    }

    @Actor
    public void actor2(LLL_Result r) {
      r.r2 = completing();
    }

    @Arbiter
    public void arbiter(LLL_Result r) {
      r.r3 = end();
    }
  }

  @JCStressTest
  @State
  public static class MinimalCompletionStage extends RegistrationAgainstCompletion {
    @Override
    CompletionStage<String> register() {
      return wrapped.minimalCompletionStage().thenApply(this::apply);
    }

    @Override
    void complete() {
      wrapped.complete("x");
    }

    @Actor
    public void actor1(LLL_Result r) {
      r.r1 = registering();
    }

    @Actor
    public void actor2(LLL_Result r) {
      r.r2 = completing();
    }

    @Arbiter
    public void arbiter(LLL_Result r) {
      r.r3 = end();
    }
  }
}
