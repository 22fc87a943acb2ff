package dev.baton.benchmarks;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Param;

/**
 * What {@link Context#current()} costs inside a scope. Raw is the read of a field.
 *
 * <p>With the {@code pure} profile the process has never called it on another kind of thread, nor
 * without a context; with the {@code mixed} one it has done both, as any program that lives for a
 * while.
 */
public class CurrentBenchmark extends HotPath {
  @Benchmark
  public Context raw(Raw state) {
    return state.outer;
  }

  @Benchmark
  @Fork(jvmArgsAppend = OPEN_TELEMETRY)
  public Context openTelemetry(Inside state) {
    return Context.current();
  }

  @Benchmark
  @Fork(jvmArgsAppend = BATON)
  public Context baton(Inside state) {
    return Context.current();
  }

  @Benchmark
  @Fork(jvmArgsAppend = {BATON, CUSTOM, OWN_THREAD})
  public Context batonOwnThread(Inside state) {
    return Context.current();
  }

  @Benchmark
  @Fork(jvmArgsAppend = MICROMETER)
  public @Nullable Object micrometer(Other state) {
    return state.peer.current();
  }

  @Benchmark
  @Fork(jvmArgsAppend = ALIBABA)
  public @Nullable Object alibaba(Other state) {
    return state.peer.current();
  }

  @Benchmark
  @Fork(jvmArgsAppend = ARMERIA)
  public @Nullable Object armeria(Other state) {
    return state.peer.current();
  }

  @Benchmark
  @Fork(jvmArgsAppend = BRAVE)
  public @Nullable Object brave(Other state) {
    return state.peer.current();
  }

  @Benchmark
  @Fork(jvmArgsAppend = GRPC)
  public @Nullable Object grpc(Other state) {
    return state.peer.current();
  }

  /** Without any of it. */
  public static class Raw extends ContextState {}

  /** Inside a scope that stays open all the time. */
  public static class Inside extends ContextState {
    @Param({"mixed", "pure"})
    String profile;

    @Override
    void prepare() throws Exception {
      if (profile.equals("mixed")) {
        onEveryKindOfThread(this::readInAndOutOfScopes);
      }
      enterOuter();
      promote();
      checkCurrent(outer);
    }

    private void readInAndOutOfScopes() {
      checkCurrent(Context.root());
      try (Scope inside = outer.makeCurrent()) {
        checkCurrent(outer);
      }
    }
  }

  /** Inside a scope of another library's. */
  public static class Other extends PeerState {
    @Override
    void begin() {
      peer.enter(true);
      promote();
      if (!peer.isInside()) {
        throw new IllegalStateException("not inside: " + peer.current());
      }
    }
  }
}
