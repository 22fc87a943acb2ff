package dev.baton.benchmarks;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * What the audit costs ({@code batonAudited}) beside none ({@code baton}): at a boundary where the
 * context is captured, carried and read; for a scope; and for a read. The audit finds nothing here,
 * but where nothing is current: there each read is one that it counts.
 */
public class AuditBenchmark extends HotPath {
  @Benchmark
  public Object boundary(Captured state) {
    return state.run();
  }

  @Benchmark
  public Object scope(Attached state) {
    return state.run();
  }

  @Benchmark
  public Object read(Set state) {
    return Context.current();
  }

  @Benchmark
  public Object readNothing(Unset state) {
    return Context.current();
  }

  /** A task that is wrapped with what is current, and run there. */
  public static class Captured extends PeerState {
    @Param({RAW, OPEN_TELEMETRY, BATON, BATON_AUDITED})
    String peer;

    /** What the task has read. */
    private Object seen = this;

    private void read() {
      seen = Context.current();
      body.run();
    }

    @Override
    void begin() throws Exception {
      mixed(() -> Worker.execute(library().wrap(this::read)));
      library().enter(true);
      promote();
      body.check(this::run);
    }

    Object run() {
      Worker.execute(library().wrap(this::read));
      return seen;
    }
  }

  /** A scope that is opened and closed inside another. */
  public static class Attached extends PeerState {
    @Param({OPEN_TELEMETRY, BATON, BATON_AUDITED})
    String peer;

    @Override
    void begin() throws Exception {
      mixed(this::run);
      library().enter(false);
      promote();
    }

    Object run() {
      try (Scope scope = context(false).makeCurrent()) {
        body.run();
        return scope;
      }
    }
  }

  /** Where a context is current. */
  public static class Set extends PeerState {
    @Param({OPEN_TELEMETRY, BATON, BATON_AUDITED})
    String peer;

    @Override
    void begin() throws Exception {
      mixed(Context::current);
      library().enter(true);
      promote();
    }
  }

  /** Where nothing is current, on a thread of the program's own. */
  public static class Unset extends PeerState {
    @Param({OPEN_TELEMETRY, BATON, BATON_AUDITED})
    String peer;

    @Override
    void begin() throws Exception {
      mixed(Context::current);
      promote();
    }
  }
}
