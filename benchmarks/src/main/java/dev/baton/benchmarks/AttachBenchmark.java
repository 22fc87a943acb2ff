package dev.baton.benchmarks;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Param;

/**
 * What it costs to make a context current and to close the scope again, inside the scope of another
 * context. Raw is the {@link Body} alone, and where the context is fresh the making of it.
 *
 * <p>In one call, a try-with-resources statement, the scope need not be an object at all if the
 * compiler sees through it. Whether it does depends on what the process has seen before.
 * OpenTelemetry's storage returns one shared scope when the context is current already, and a new
 * one otherwise. With the {@code pure} profile only the second has ever happened: no program that
 * lives for a while is like that. With the {@code mixed} one, which counts, both have, on every
 * kind of thread.
 *
 * <p>In two calls, as an interceptor does it, the scope is always an object. The profile is mixed.
 */
public class AttachBenchmark extends HotPath {
  @Benchmark
  public Context raw(Raw state) {
    Context context = state.context(state.fresh);
    state.bare(context);
    return context;
  }

  @Benchmark
  @Fork(jvmArgsAppend = OPEN_TELEMETRY)
  public Context openTelemetry(OneCall state) {
    return state.attachAndClose();
  }

  @Benchmark
  @Fork(jvmArgsAppend = BATON)
  public Context baton(OneCall state) {
    return state.attachAndClose();
  }

  @Benchmark
  @Fork(jvmArgsAppend = {BATON, CUSTOM, OWN_THREAD})
  public Context batonOwnThread(OneCall state) {
    return state.attachAndClose();
  }

  @Benchmark
  @Fork(jvmArgsAppend = OPEN_TELEMETRY)
  public Context openTelemetryTwoCalls(TwoCalls state) {
    return state.attachAndClose();
  }

  @Benchmark
  @Fork(jvmArgsAppend = BATON)
  public Context batonTwoCalls(TwoCalls state) {
    return state.attachAndClose();
  }

  @Benchmark
  @Fork(jvmArgsAppend = {BATON, CUSTOM, OWN_THREAD})
  public Context batonOwnThreadTwoCalls(TwoCalls state) {
    return state.attachAndClose();
  }

  @Benchmark
  @Fork(jvmArgsAppend = MICROMETER)
  public Object micrometer(Other state) {
    return state.attachAndClose();
  }

  @Benchmark
  @Fork(jvmArgsAppend = ALIBABA)
  public Object alibaba(Other state) {
    return state.attachAndClose();
  }

  @Benchmark
  @Fork(jvmArgsAppend = ARMERIA)
  public Object armeria(Other state) {
    return state.attachAndClose();
  }

  @Benchmark
  @Fork(jvmArgsAppend = BRAVE)
  public Object brave(Other state) {
    return state.attachAndClose();
  }

  @Benchmark
  @Fork(jvmArgsAppend = GRPC)
  public Object grpc(Other state) {
    return state.attachAndClose();
  }

  /** The context that is attached. */
  public static class Raw extends ContextState {
    @Param({"kept", "fresh"})
    String context;

    boolean fresh;

    @Override
    void prepare() throws Exception {
      fresh = context.equals("fresh");
    }

    // A method of the program, for the compiler to see as a whole. Not inlined: whether it would be
    // depends on how large it has become, and then the call alone makes a difference.
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    final void bare(Context unused) {
      body.run();
    }
  }

  /** How it is attached. */
  public abstract static class Attached extends Raw {
    final void begin() {
      enterOuter();
      promote();
      finish();
    }

    @Override
    final void finish() {
      body.check(this::attachAndClose);
      checkCurrent(outer);
    }

    /** What is measured. */
    abstract Context attachAndClose();

    /** Everything that can happen to a scope that is opened and closed in turn. */
    final void mix() throws Exception {
      onEveryKindOfThread(
          () -> {
            inOneCall(context(fresh));
            inTwoCalls(context(fresh));
            try (Scope inside = outer.makeCurrent()) {
              inOneCall(context(fresh));
              inOneCall(outer);
              inTwoCalls(context(fresh));
              inTwoCalls(outer);
            }
          });
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    final void inOneCall(Context context) {
      try (Scope inside = context.makeCurrent()) {
        body.run();
      }
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    final void inTwoCalls(Context context) {
      Scope inside = open(context);
      body.run();
      close(inside);
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    @SuppressWarnings("MustBeClosedChecker") // that is what close does
    static Scope open(Context context) {
      return context.makeCurrent();
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    static void close(Scope scope) {
      scope.close();
    }
  }

  /** Opened and closed in one method. */
  public static class OneCall extends Attached {
    @Param({"mixed", "pure"})
    String profile;

    @Override
    void prepare() throws Exception {
      super.prepare();
      if (profile.equals("mixed")) {
        mix();
      }
      begin();
    }

    @Override
    Context attachAndClose() {
      Context current = context(fresh);
      inOneCall(current);
      return current;
    }
  }

  /** Opened by one method and closed by another. */
  public static class TwoCalls extends Attached {
    @Override
    void prepare() throws Exception {
      super.prepare();
      mix();
      begin();
    }

    @Override
    Context attachAndClose() {
      Context current = context(fresh);
      inTwoCalls(current);
      return current;
    }
  }

  /** With another library, in one call. */
  public static class Other extends PeerState {
    @Override
    void begin() throws Exception {
      mixed(this::attachAndClose);
      peer.enter(false);
      promote();
      body.check(this::attachAndClose);
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    final Object attachAndClose() {
      peer.runInside(body);
      return peer;
    }
  }
}
