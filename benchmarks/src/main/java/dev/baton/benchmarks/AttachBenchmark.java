package dev.baton.benchmarks;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.CompilerControl;
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
 *
 * <p>The context is always the same one, or {@code fresh} for each operation ({@link
 * ContextState#context}).
 */
public class AttachBenchmark extends HotPath {
  @Benchmark
  public Object oneCall(OneCall state) {
    return state.attachAndClose();
  }

  @Benchmark
  public Object oneCallFresh(OneCallFresh state) {
    return state.attachAndClose();
  }

  @Benchmark
  public Object twoCalls(TwoCalls state) {
    return state.attachAndClose();
  }

  @Benchmark
  public Object twoCallsFresh(TwoCallsFresh state) {
    return state.attachAndClose();
  }

  /** How it is attached. */
  public abstract static class Attached extends PeerState {
    private @Nullable Object before;

    @Override
    final void begin() throws Exception {
      if (mixes()) {
        mixed(this::everyWay);
      }
      library().enter(false);
      before = library().current();
      promote();
      check();
    }

    /** Whether the process has seen more than what is measured. */
    boolean mixes() {
      return true;
    }

    /** Everything that can happen to a scope that is opened and closed in turn. */
    private void everyWay() {
      attachAndClose();
      library().runInside(body);
      if (library() instanceof OpenTelemetryPeer) {
        inTwoCalls(context(false));
      }
    }

    /** What is measured. */
    abstract Object attachAndClose();

    // These are methods of the program, for the compiler to see as a whole. Not inlined: whether
    // they would be depends on how large they have become, and then the call alone makes a
    // difference.

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    final void inOneCall() {
      library().runInside(body);
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    final void inOneCall(Object context) {
      library().runInside(context, body);
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

    private void check() {
      body.check(this::attachAndClose);
      if (library().current() != before) {
        throw new IllegalStateException(library().current() + " is current, not " + before);
      }
    }

    @Override
    final void finish() {
      check();
      super.finish();
    }
  }

  /** Opened and closed in one method. */
  public static class OneCall extends Attached {
    @Param({
      RAW,
      OPEN_TELEMETRY,
      BATON,
      BATON_OWN_THREAD,
      MICROMETER,
      ALIBABA,
      ARMERIA,
      BRAVE,
      GRPC
    })
    String peer;

    @Param({"mixed", "pure"})
    String profile;

    @Override
    boolean mixes() {
      return profile.equals("mixed");
    }

    @Override
    Object attachAndClose() {
      inOneCall();
      return body;
    }
  }

  /** The same with a context made for it. */
  public static class OneCallFresh extends Attached {
    @Param({RAW, OPEN_TELEMETRY, BATON, BATON_OWN_THREAD})
    String peer;

    @Param({"mixed", "pure"})
    String profile;

    @Override
    boolean mixes() {
      return profile.equals("mixed");
    }

    @Override
    Object attachAndClose() {
      Object context = library().anew();
      inOneCall(context);
      return context;
    }
  }

  /** Opened by one method and closed by another. */
  public static class TwoCalls extends Attached {
    @Param({OPEN_TELEMETRY, BATON, BATON_OWN_THREAD})
    String peer;

    @Override
    Object attachAndClose() {
      Context context = context(false);
      inTwoCalls(context);
      return context;
    }
  }

  /** The same with a context made for it. */
  public static class TwoCallsFresh extends Attached {
    @Param({OPEN_TELEMETRY, BATON, BATON_OWN_THREAD})
    String peer;

    @Override
    Object attachAndClose() {
      Context context = context(true);
      inTwoCalls(context);
      return context;
    }
  }
}
