package dev.baton.fuzz;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

/** A method of a stage that takes a function. */
@SuppressWarnings("ImmutableEnumChecker") // its lambdas capture nothing
enum Stage {
  APPLY((stage, b, other, e) -> stage.thenApply(b)),
  APPLY_ASYNC((stage, b, other, e) -> stage.thenApplyAsync(b)),
  APPLY_ON((stage, b, other, e) -> stage.thenApplyAsync(b, e)),
  ACCEPT((stage, b, other, e) -> stage.thenAccept(b)),
  ACCEPT_ON((stage, b, other, e) -> stage.thenAcceptAsync(b, e)),
  RUN((stage, b, other, e) -> stage.thenRun(b)),
  RUN_ASYNC((stage, b, other, e) -> stage.thenRunAsync(b)),
  RUN_ON((stage, b, other, e) -> stage.thenRunAsync(b, e)),
  COMBINE((stage, b, other, e) -> stage.thenCombine(other, new Body.OfTwo<>(b))),
  COMBINE_ON((stage, b, other, e) -> stage.thenCombineAsync(other, new Body.OfTwo<>(b), e)),
  ACCEPT_BOTH((stage, b, other, e) -> stage.thenAcceptBoth(other, b)),
  ACCEPT_BOTH_ON((stage, b, other, e) -> stage.thenAcceptBothAsync(other, b, e)),
  RUN_AFTER_BOTH((stage, b, other, e) -> stage.runAfterBoth(other, b)),
  RUN_AFTER_BOTH_ON((stage, b, other, e) -> stage.runAfterBothAsync(other, b, e)),
  APPLY_EITHER((stage, b, other, e) -> stage.applyToEither(other, b)),
  APPLY_EITHER_ON((stage, b, other, e) -> stage.applyToEitherAsync(other, b, e)),
  ACCEPT_EITHER((stage, b, other, e) -> stage.acceptEither(other, b)),
  ACCEPT_EITHER_ON((stage, b, other, e) -> stage.acceptEitherAsync(other, b, e)),
  RUN_AFTER_EITHER((stage, b, other, e) -> stage.runAfterEither(other, b)),
  RUN_AFTER_EITHER_ON((stage, b, other, e) -> stage.runAfterEitherAsync(other, b, e)),
  COMPOSE((stage, b, other, e) -> stage.thenCompose(new Body.Composing<>(b))),
  COMPOSE_ON((stage, b, other, e) -> stage.thenComposeAsync(new Body.Composing<>(b), e)),
  HANDLE((stage, b, other, e) -> stage.handle(new Body.OfTwo<>(b)), true, true),
  HANDLE_ASYNC((stage, b, other, e) -> stage.handleAsync(new Body.OfTwo<>(b)), true, true),
  HANDLE_ON((stage, b, other, e) -> stage.handleAsync(new Body.OfTwo<>(b), e), true, true),
  WHEN_COMPLETE((stage, b, other, e) -> stage.whenComplete(consumer(b)), true, true),
  WHEN_COMPLETE_ON((stage, b, other, e) -> stage.whenCompleteAsync(consumer(b), e), true, true),
  EXCEPTIONALLY((stage, b, other, e) -> stage.exceptionally(new Body.OfFailure(b)), false, true),
  EXCEPTIONALLY_ON(
      (stage, b, other, e) -> stage.exceptionallyAsync(new Body.OfFailure(b), e), false, true),
  EXCEPTIONALLY_COMPOSE(
      (stage, b, other, e) -> stage.exceptionallyCompose(new Body.Composing<>(b)), false, true),
  EXCEPTIONALLY_COMPOSE_ON(
      (stage, b, other, e) -> stage.exceptionallyComposeAsync(new Body.Composing<>(b), e),
      false,
      true);

  static final List<Stage> ALL = List.of(values());

  private interface Method {
    CompletionStage<?> register(
        CompletionStage<Object> stage,
        Body body,
        CompletableFuture<Object> other,
        Executor executor);
  }

  private final Method method;
  private final boolean runsOnSuccess;
  private final boolean runsOnFailure;

  Stage(Method method) {
    this(method, true, false);
  }

  Stage(Method method, boolean runsOnSuccess, boolean runsOnFailure) {
    this.method = method;
    this.runsOnSuccess = runsOnSuccess;
    this.runsOnFailure = runsOnFailure;
  }

  private static BiConsumer<Object, Object> consumer(Body body) {
    return body;
  }

  /** Registers a task, which runs if the stage ends in a way that the method is for. */
  @SuppressWarnings("unchecked")
  CompletionStage<Object> register(
      CompletionStage<Object> stage, boolean stageFails, Body body, Executor executor) {
    body.unless(!runs(stageFails));
    CompletableFuture<Object> other =
        name().contains("EITHER")
            ? new CompletableFuture<>()
            : CompletableFuture.completedFuture("other");
    return (CompletionStage<Object>) method.register(stage, body, other, executor);
  }

  boolean isOnCommonPool() {
    return name().endsWith("_ASYNC");
  }

  boolean runs(boolean stageFails) {
    return stageFails ? runsOnFailure : runsOnSuccess;
  }

  /** Whether what it gives fails. */
  boolean fails(boolean stageFails, Body body) {
    return runs(stageFails)
        ? body.fails() || (stageFails && name().startsWith("WHEN_COMPLETE"))
        : stageFails;
  }
}
