package dev.baton.benchmarks;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Param;

/**
 * What is left when somebody has put a storage wrapper of theirs on top: {@code current()}, and to
 * wrap a task and run it inside another context.
 */
public class ForeignStorageBenchmark extends HotPath {
  private static final String FOREIGN = "-Dbaton.benchmarks.foreign=true";

  @Benchmark
  public @Nullable Object raw(Foreign state) {
    return state.run();
  }

  @Benchmark
  @Fork(jvmArgsAppend = {OPEN_TELEMETRY, FOREIGN})
  public @Nullable Object openTelemetry(Foreign state) {
    return state.run();
  }

  @Benchmark
  @Fork(jvmArgsAppend = {BATON, FOREIGN})
  public @Nullable Object baton(Foreign state) {
    return state.run();
  }

  /** Under a storage that passes everything on. */
  public static class Foreign extends PeerState {
    @Param({"current", "wrap"})
    String call;

    private boolean reads;
    private Runnable wrapped = body;

    @Override
    void begin() {
      reads = call.equals("current");
      peer.enter(true);
      wrapped = peer.wrap(body);
      peer.leave();
      peer.enter(false);
      BoundaryBenchmark.Task.warmUp(body);
      promote();
      body.check(this::wrapAndRun);
    }

    @Nullable Object run() {
      return reads ? peer.current() : wrapAndRun();
    }

    private Object wrapAndRun() {
      Object made = peer.wrap(body);
      BoundaryBenchmark.Task.execute(wrapped);
      return made;
    }
  }

  /** Passes everything on. */
  record PassingOn(ContextStorage delegate) implements ContextStorage {
    @Override
    public Scope attach(Context toAttach) {
      return delegate.attach(toAttach);
    }

    @Override
    public @Nullable Context current() {
      return delegate.current();
    }
  }
}
