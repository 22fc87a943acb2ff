package dev.baton.benchmarks;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * What is left when somebody has put a storage wrapper of theirs on top: {@code current()}, and to
 * wrap a task and run it inside another context.
 */
public class ForeignStorageBenchmark extends HotPath {
  @Benchmark
  public @Nullable Object call(Foreign state) {
    return state.run();
  }

  /** Under a storage that passes everything on. */
  public static class Foreign extends PeerState {
    @Param({RAW, OPEN_TELEMETRY, BATON})
    String peer;

    @Param({"current", "wrap"})
    String call;

    private boolean reads;
    private Runnable wrapped = body;

    @Override
    boolean isForeign() {
      return true;
    }

    @Override
    void begin() {
      reads = call.equals("current");
      library().enter(true);
      wrapped = library().wrap(body);
      library().leave();
      library().enter(false);
      Worker.warmUp(body);
      promote();
      body.check(this::wrapAndRun);
    }

    @Nullable Object run() {
      return reads ? library().current() : wrapAndRun();
    }

    private Object wrapAndRun() {
      Object made = library().wrap(body);
      Worker.execute(wrapped);
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
