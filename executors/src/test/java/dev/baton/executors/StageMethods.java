package dev.baton.executors;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Each method of a stage that takes a function, by name; the function only calls the probe. */
final class StageMethods {
  private StageMethods() {}

  /** Registers a function with {@code source} that calls {@code probe}. */
  @FunctionalInterface
  interface Method {
    CompletionStage<?> register(CompletionStage<String> source, Runnable probe, Executor executor);
  }

  static Map<String, Method> all() {
    Map<String, Method> m = new LinkedHashMap<>();
    m.put("thenApply", (s, p, e) -> s.thenApply(v -> done(p, v)));
    m.put("thenApplyAsync", (s, p, e) -> s.thenApplyAsync(v -> done(p, v)));
    m.put("thenApplyAsync(executor)", (s, p, e) -> s.thenApplyAsync(v -> done(p, v), e));
    m.put("thenAccept", (s, p, e) -> s.thenAccept(v -> p.run()));
    m.put("thenAcceptAsync", (s, p, e) -> s.thenAcceptAsync(v -> p.run()));
    m.put("thenAcceptAsync(executor)", (s, p, e) -> s.thenAcceptAsync(v -> p.run(), e));
    m.put("thenRun", (s, p, e) -> s.thenRun(p));
    m.put("thenRunAsync", (s, p, e) -> s.thenRunAsync(p));
    m.put("thenRunAsync(executor)", (s, p, e) -> s.thenRunAsync(p, e));
    m.put("thenCombine", (s, p, e) -> s.thenCombine(done(), (v, w) -> done(p, v)));
    m.put("thenCombineAsync", (s, p, e) -> s.thenCombineAsync(done(), (v, w) -> done(p, v)));
    m.put(
        "thenCombineAsync(executor)",
        (s, p, e) -> s.thenCombineAsync(done(), (v, w) -> done(p, v), e));
    m.put("thenAcceptBoth", (s, p, e) -> s.thenAcceptBoth(done(), (v, w) -> p.run()));
    m.put("thenAcceptBothAsync", (s, p, e) -> s.thenAcceptBothAsync(done(), (v, w) -> p.run()));
    m.put(
        "thenAcceptBothAsync(executor)",
        (s, p, e) -> s.thenAcceptBothAsync(done(), (v, w) -> p.run(), e));
    m.put("runAfterBoth", (s, p, e) -> s.runAfterBoth(done(), p));
    m.put("runAfterBothAsync", (s, p, e) -> s.runAfterBothAsync(done(), p));
    m.put("runAfterBothAsync(executor)", (s, p, e) -> s.runAfterBothAsync(done(), p, e));
    m.put("applyToEither", (s, p, e) -> s.applyToEither(never(), v -> done(p, v)));
    m.put("applyToEitherAsync", (s, p, e) -> s.applyToEitherAsync(never(), v -> done(p, v)));
    m.put(
        "applyToEitherAsync(executor)",
        (s, p, e) -> s.applyToEitherAsync(never(), v -> done(p, v), e));
    m.put("acceptEither", (s, p, e) -> s.acceptEither(never(), v -> p.run()));
    m.put("acceptEitherAsync", (s, p, e) -> s.acceptEitherAsync(never(), v -> p.run()));
    m.put(
        "acceptEitherAsync(executor)", (s, p, e) -> s.acceptEitherAsync(never(), v -> p.run(), e));
    m.put("runAfterEither", (s, p, e) -> s.runAfterEither(never(), p));
    m.put("runAfterEitherAsync", (s, p, e) -> s.runAfterEitherAsync(never(), p));
    m.put("runAfterEitherAsync(executor)", (s, p, e) -> s.runAfterEitherAsync(never(), p, e));
    m.put("thenCompose", (s, p, e) -> s.thenCompose(v -> stage(p, v)));
    m.put("thenComposeAsync", (s, p, e) -> s.thenComposeAsync(v -> stage(p, v)));
    m.put("thenComposeAsync(executor)", (s, p, e) -> s.thenComposeAsync(v -> stage(p, v), e));
    m.put("handle", (s, p, e) -> s.handle((v, t) -> done(p, v)));
    m.put("handleAsync", (s, p, e) -> s.handleAsync((v, t) -> done(p, v)));
    m.put("handleAsync(executor)", (s, p, e) -> s.handleAsync((v, t) -> done(p, v), e));
    m.put("whenComplete", (s, p, e) -> s.whenComplete((v, t) -> p.run()));
    m.put("whenCompleteAsync", (s, p, e) -> s.whenCompleteAsync((v, t) -> p.run()));
    m.put("whenCompleteAsync(executor)", (s, p, e) -> s.whenCompleteAsync((v, t) -> p.run(), e));
    m.put("exceptionally", (s, p, e) -> s.exceptionally(t -> done(p, "x")));
    m.put("exceptionallyAsync", (s, p, e) -> s.exceptionallyAsync(t -> done(p, "x")));
    m.put("exceptionallyAsync(executor)", (s, p, e) -> s.exceptionallyAsync(t -> done(p, "x"), e));
    m.put("exceptionallyCompose", (s, p, e) -> s.exceptionallyCompose(t -> stage(p, "x")));
    m.put(
        "exceptionallyComposeAsync", (s, p, e) -> s.exceptionallyComposeAsync(t -> stage(p, "x")));
    m.put(
        "exceptionallyComposeAsync(executor)",
        (s, p, e) -> s.exceptionallyComposeAsync(t -> stage(p, "x"), e));
    return m;
  }

  /** Whether the function is called when the source has failed, or has not. */
  static boolean isCalled(String method, boolean failed) {
    if (method.startsWith("handle") || method.startsWith("whenComplete")) {
      return true;
    }
    return method.startsWith("exceptionally") == failed;
  }

  private static String done(Runnable probe, String value) {
    probe.run();
    return value;
  }

  private static CompletionStage<String> stage(Runnable probe, String value) {
    probe.run();
    return CompletableFuture.completedFuture(value);
  }

  private static CompletableFuture<String> done() {
    return CompletableFuture.completedFuture("other");
  }

  private static CompletableFuture<String> never() {
    return new CompletableFuture<>();
  }
}
