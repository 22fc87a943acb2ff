package dev.baton.benchmarks;

import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
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
  public @Nullable Object current(Inside state) {
    return PeerState.library().current();
  }

  /** Inside a scope that stays open all the time. */
  public static class Inside extends PeerState {
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

    private @Nullable Object read;

    @Override
    void begin() throws Exception {
      if (profile.equals("mixed")) {
        mixed(() -> read = library().current());
      }
      library().enter(true);
      promote();
      check();
    }

    private void check() {
      if (!library().isInside()) {
        throw new IllegalStateException("not inside: " + library().current() + ", was " + read);
      }
    }

    @Override
    void finish() {
      check();
      super.finish();
    }
  }
}
