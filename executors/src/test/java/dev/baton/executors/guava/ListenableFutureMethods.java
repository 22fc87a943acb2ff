package dev.baton.executors.guava;

import com.google.common.util.concurrent.AsyncFunction;
import com.google.common.util.concurrent.FluentFuture;
import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.SettableFuture;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * Each way to register a function with a listenable future, by name; the function only calls the
 * probe.
 */
final class ListenableFutureMethods {
  private ListenableFutureMethods() {}

  /** Registers a function with {@code source} that calls {@code probe}. */
  @FunctionalInterface
  interface Method {
    /** Returns the derived future, or the source where there is none. */
    ListenableFuture<?> register(
        ContextFluentFuture<String> source, Runnable probe, Executor executor);
  }

  static Map<String, Method> all() {
    Map<String, Method> m = new LinkedHashMap<>();
    m.put(
        "addListener",
        (s, p, e) -> {
          s.addListener(p, e);
          return s;
        });
    m.put(
        "addCallback",
        (s, p, e) -> {
          s.addCallback(callback(p), e);
          return s;
        });
    m.put("transform", (s, p, e) -> s.transform(v -> done(p, v), e));
    m.put("transformAsync", (s, p, e) -> s.transformAsync(async(p), e));
    m.put("catching", (s, p, e) -> s.catching(Throwable.class, t -> done(p, "x"), e));
    m.put("catchingAsync", (s, p, e) -> s.catchingAsync(Throwable.class, async(p), e));

    m.put("Futures.transform", (s, p, e) -> Futures.transform(s, v -> done(p, v), e));
    m.put("Futures.transformAsync", (s, p, e) -> Futures.transformAsync(s, async(p), e));
    m.put(
        "Futures.catching",
        (s, p, e) -> Futures.catching(s, Throwable.class, t -> done(p, "x"), e));
    m.put(
        "Futures.catchingAsync",
        (s, p, e) -> Futures.catchingAsync(s, Throwable.class, async(p), e));
    m.put(
        "Futures.addCallback",
        (s, p, e) -> {
          Futures.addCallback(s, callback(p), e);
          return s;
        });
    m.put(
        "FluentFuture.transform", (s, p, e) -> FluentFuture.from(s).transform(v -> done(p, v), e));
    m.put(
        "FluentFuture.transformAsync",
        (s, p, e) -> FluentFuture.from(s).transformAsync(async(p), e));
    m.put(
        "FluentFuture.catching",
        (s, p, e) -> FluentFuture.from(s).catching(Throwable.class, t -> done(p, "x"), e));
    m.put(
        "SettableFuture.setFuture",
        (s, p, e) -> {
          SettableFuture<String> settable = SettableFuture.create();
          settable.setFuture(s);
          return ContextFluentFuture.wrap(settable).transform(v -> done(p, v), e);
        });
    m.put(
        "ListenableFuture chain",
        (s, p, e) ->
            ContextFluentFuture.wrap(Futures.transform(s, v -> v, e))
                .transform(v -> done(p, v), e));
    return m;
  }

  /** Those whose function Guava hands to the executor from within the listener, when it runs. */
  static Map<String, Method> combining() {
    Map<String, Method> m = new LinkedHashMap<>();
    m.put(
        "whenAllSucceed.call",
        (s, p, e) -> Futures.whenAllSucceed(s, other()).call(() -> done(p, "v"), e));
    m.put(
        "whenAllSucceed.callAsync",
        (s, p, e) -> Futures.whenAllSucceed(s, other()).callAsync(() -> async(p).apply("v"), e));
    m.put("whenAllSucceed.run", (s, p, e) -> Futures.whenAllSucceed(s, other()).run(p, e));
    m.put(
        "whenAllComplete.call",
        (s, p, e) -> Futures.whenAllComplete(s, other()).call(() -> done(p, "v"), e));
    return m;
  }

  /** Whether the function is called when the source has failed, or has not. */
  static boolean isCalled(String method, boolean failed) {
    if (method.equals("addListener")
        || method.contains("addCallback")
        || method.startsWith("whenAllComplete")) {
      return true;
    }
    return method.contains("catching") == failed;
  }

  private static FutureCallback<Object> callback(Runnable probe) {
    return new FutureCallback<>() {
      @Override
      public void onSuccess(Object result) {
        probe.run();
      }

      @Override
      public void onFailure(Throwable failure) {
        probe.run();
      }
    };
  }

  private static <T> AsyncFunction<T, String> async(Runnable probe) {
    return value -> Futures.immediateFuture(done(probe, "v"));
  }

  private static ListenableFuture<String> other() {
    return ContextFluentFuture.wrap(Futures.immediateFuture("other"));
  }

  private static String done(Runnable probe, String value) {
    probe.run();
    return value;
  }
}
