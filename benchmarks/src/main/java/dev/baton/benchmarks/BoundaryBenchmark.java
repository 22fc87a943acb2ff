package dev.baton.benchmarks;

import dev.baton.context.Propagation;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Param;

/**
 * What a task boundary costs: a wrapped task, run on a thread where nothing is current, such as an
 * idle worker, or another context. Raw is the {@link Body} alone, and where the context is fresh
 * the making of it.
 *
 * <p>The task is {@code wrapped} beforehand, or the operation is to {@code wrap} it and run it, or
 * to make a context, {@code wrapFresh} the task with it, and run it.
 *
 * <p>The process has seen every kind of thread, and tasks whose context was current already.
 */
public class BoundaryBenchmark extends HotPath {
  @Benchmark
  public Context raw(Task state) {
    Context context = state.context(state.fresh);
    Task.execute(state.body);
    return context;
  }

  @Benchmark
  @Fork(jvmArgsAppend = OPEN_TELEMETRY)
  public Context openTelemetry(Boundary state) {
    return state.openTelemetry();
  }

  @Benchmark
  @Fork(jvmArgsAppend = BATON)
  public Context baton(Boundary state) {
    return state.baton();
  }

  @Benchmark
  @Fork(jvmArgsAppend = {BATON, CUSTOM, OWN_THREAD})
  public Context batonOwnThread(Boundary state) {
    return state.baton();
  }

  @Benchmark
  @Fork(jvmArgsAppend = OPEN_TELEMETRY)
  public Context batonOpenTelemetryStorage(Boundary state) {
    return state.baton();
  }

  @Benchmark
  @Fork(jvmArgsAppend = MICROMETER)
  public Object micrometer(Other state) {
    return state.wrapAndRun();
  }

  @Benchmark
  @Fork(jvmArgsAppend = ALIBABA)
  public Object alibaba(Other state) {
    return state.wrapAndRun();
  }

  @Benchmark
  @Fork(jvmArgsAppend = SMALLRYE)
  public Object smallRye(Other state) {
    return state.wrapAndRun();
  }

  @Benchmark
  @Fork(jvmArgsAppend = ARMERIA)
  public Object armeria(Other state) {
    return state.wrapAndRun();
  }

  @Benchmark
  @Fork(jvmArgsAppend = BRAVE)
  public Object brave(Other state) {
    return state.wrapAndRun();
  }

  @Benchmark
  @Fork(jvmArgsAppend = GRPC)
  public Object grpc(Other state) {
    return state.wrapAndRun();
  }

  /** What is done with the task. */
  public static class Task extends ContextState {
    @Param({"wrapped", "wrap", "wrapFresh"})
    String task;

    boolean fresh;

    @Override
    void prepare() throws Exception {
      fresh = task.equals("wrapFresh");
      warmUp(body);
    }

    static void warmUp(Body body) {
      Runnable another = () -> body.run();
      Runnable yetAnother = () -> body.run();
      for (int i = 0; i < 20_000; i++) {
        execute(body);
        execute(another);
        execute(yetAnother);
      }
    }

    /** As a worker does it: the compiler has seen many classes of task here and inlines none. */
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    static void execute(Runnable task) {
      task.run();
    }
  }

  /** What is current where the task runs. */
  public static class Boundary extends Task {
    @Param({"none", "other"})
    String current;

    private boolean wraps;
    private Runnable openTelemetryWrapped = body;
    private Runnable batonWrapped = body;

    @Override
    void prepare() throws Exception {
      super.prepare();
      wraps = !task.equals("wrapped");
      openTelemetryWrapped = context(false).wrap(body);
      batonWrapped = Propagation.fixed(context(false)).wrap((Runnable) body);
      onEveryKindOfThread(this::mix);
      if (current.equals("other")) {
        enterOuter();
      }
      promote();
      finish();
    }

    private void mix() {
      boolean sometimesFresh = fresh;
      run();
      fresh = false;
      try (Scope same = context(fresh).makeCurrent()) {
        run();
      }
      fresh = sometimesFresh;
      try (Scope other = outer.makeCurrent()) {
        run();
      }
    }

    private void run() {
      openTelemetry();
      baton();
    }

    @Override
    void finish() {
      Context before = current.equals("other") ? outer : Context.root();
      body.check(this::openTelemetry);
      checkCurrent(before);
      body.check(this::baton);
      checkCurrent(before);
    }

    Context openTelemetry() {
      Context context = context(fresh);
      execute(wraps ? context.wrap(body) : openTelemetryWrapped);
      return context;
    }

    Context baton() {
      Context context = context(fresh);
      execute(wraps ? Propagation.fixed(context).wrap((Runnable) body) : batonWrapped);
      return context;
    }
  }

  /**
   * With another library, where another context is current. Many of them wrap with what is current
   * and with nothing else: the task that is run is one that was wrapped beforehand in any case.
   */
  public static class Other extends PeerState {
    @Param({"wrapped", "wrap"})
    String task;

    private boolean wraps;
    private Runnable wrapped = body;

    @Override
    void begin() throws Exception {
      wraps = task.equals("wrap");
      peer.enter(true);
      wrapped = peer.wrap(body);
      peer.leave();
      Task.warmUp(body);
      mixed(this::wrapAndRun);
      peer.enter(false);
      promote();
      body.check(this::wrapAndRun);
      if (peer.isInside()) {
        throw new IllegalStateException("stayed inside");
      }
    }

    Object wrapAndRun() {
      Object made = wraps ? peer.wrap(body) : this;
      Task.execute(wrapped);
      return made;
    }
  }
}
