package dev.baton.benchmarks;

import dev.baton.context.CarriedThreadLocal;
import dev.baton.context.Propagation;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/**
 * How the cost of a hop grows with the number of tasks that wait, and that of wrapping a task and
 * running it inside another context with the number of keys in the context, of thread-locals
 * carried along, of scopes that are open, and of threads that do the same. And how that of opening
 * a scope and closing it out of turn grows with the number of scopes.
 */
public class GrowthBenchmark extends HotPath {
  private static final int SHARED = 10_000;

  @Benchmark
  public Object tasks(Tasks state) throws Exception {
    return state.batch();
  }

  @Benchmark
  public Object keys(Keys state) {
    return state.wrapAndRun();
  }

  @Benchmark
  public Object threadLocals(ThreadLocals state) {
    return state.wrapAndRun();
  }

  @Benchmark
  public Object depth(Depth state) {
    return state.wrapAndRun();
  }

  @Benchmark
  @OperationsPerInvocation(SHARED)
  public Object threads(Threads state) throws Exception {
    return state.share();
  }

  @Benchmark
  public Object scopes(Scopes state) {
    return state.openAndClose();
  }

  /** A batch, whose time and bytes are to be divided by the number of its tasks. */
  public static class Tasks extends PeerState {
    @Param({RAW, BATON})
    String peer;

    @Param({"1000", "10000", "100000", "1000000"})
    int tasks;

    private final ThreadPoolExecutor pool =
        new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    private Executor executor = pool;

    @Override
    void begin() {
      executor = library().executor(pool);
      library().enter(true);
    }

    Object batch() throws Exception {
      for (int i = 0; i < tasks; i++) {
        executor.execute(body);
      }
      return pool.submit(() -> body).get();
    }

    @Override
    void finish() {
      pool.shutdown();
      super.finish();
    }
  }

  /** Wraps a task and runs it. */
  public abstract static class Grown extends ContextState {
    @Param(BATON)
    String peer;

    Propagation propagation = Propagation.root();

    @Override
    final void prepare(String peer) {
      propagation = Propagation.fixed(anew());
      Worker.warmUp(body);
      grow();
      promote();
      body.check(this::wrapAndRun);
    }

    abstract void grow();

    final Object wrapAndRun() {
      Runnable wrapped = propagation.wrap((Runnable) body);
      Worker.execute(wrapped);
      return wrapped;
    }
  }

  /** With more keys in both contexts. */
  public static class Keys extends Grown {
    @Param({"0", "1", "10", "40"})
    int keys;

    @Override
    void grow() {
      Context inner = anew();
      for (int i = 0; i < keys; i++) {
        ContextKey<Integer> key = ContextKey.named("key " + i);
        inner = inner.with(key, i);
        outer = outer.with(key, i);
      }
      propagation = Propagation.fixed(inner);
      enterOuter();
    }
  }

  /** With more thread-locals. */
  public static class ThreadLocals extends Grown {
    @Param({"0", "1", "2", "4", "8"})
    int threadLocals;

    @Override
    void grow() {
      enterOuter();
      for (int i = 0; i < threadLocals; i++) {
        ThreadLocal<String> value = new ThreadLocal<>();
        value.set("value " + i);
        propagation = propagation.with(CarriedThreadLocal.of(value));
      }
    }
  }

  /** Inside more scopes. */
  public static class Depth extends Grown {
    @Param({"1", "10", "100"})
    int depth;

    private final Deque<Scope> scopes = new ArrayDeque<>();

    @Override
    @SuppressWarnings("MustBeClosedChecker") // finish closes them
    void grow() {
      for (int i = 0; i < depth; i++) {
        scopes.push(anew().makeCurrent());
      }
    }

    @Override
    void finish() {
      scopes.forEach(Scope::close);
    }
  }

  /** Shared among more threads, each with a task of its own. */
  public static class Threads extends ContextState {
    @Param(BATON)
    String peer;

    @Param({"1", "2", "4", "16"})
    int threads;

    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final List<Callable<Object>> shares = new ArrayList<>();

    @Override
    void prepare(String peer) throws Exception {
      Propagation propagation = Propagation.fixed(anew());
      for (int i = 0; i < threads; i++) {
        Body own = new Body();
        shares.add(() -> wrapAndRun(propagation, own));
        own.check(() -> propagation.wrap((Runnable) own).run());
      }
    }

    private Object wrapAndRun(Propagation propagation, Body own) {
      try (Scope other = outer.makeCurrent()) {
        for (int i = 0; i < SHARED / threads; i++) {
          Worker.execute(propagation.wrap((Runnable) own));
        }
      }
      return own;
    }

    Object share() throws InterruptedException {
      return pool.invokeAll(shares);
    }

    @Override
    void finish() {
      pool.shutdown();
    }
  }

  /**
   * Scopes of which every second one is closed first, from the outside in, and then the others,
   * from the inside out. Time and bytes are to be divided by their number.
   */
  public static class Scopes extends ContextState {
    @Param({OPEN_TELEMETRY, BATON})
    String peer;

    @Param({"1", "100", "10000", "100000"})
    int scopes;

    private Context[] contexts = {};
    private Scope[] open = {};

    @Override
    void prepare(String peer) throws Exception {
      contexts = new Context[scopes];
      Arrays.setAll(contexts, i -> anew());
      open = new Scope[scopes];
      promote();
      openAndClose();
      finish();
    }

    @SuppressWarnings("MustBeClosedChecker") // closed below
    Object openAndClose() {
      for (int i = 0; i < scopes; i++) {
        open[i] = contexts[i].makeCurrent();
      }
      for (int i = 0; i < scopes; i += 2) {
        open[i].close();
      }
      for (int i = scopes - 1 - scopes % 2; i > 0; i -= 2) {
        open[i].close();
      }
      return open;
    }

    /** OpenTelemetry's storage is left with a context whose scope is closed. */
    @Override
    @SuppressWarnings("MustBeClosedChecker") // stays
    void finish() {
      if (peer.equals(OPEN_TELEMETRY)) {
        Context.root().makeCurrent();
      }
      checkCurrent(Context.root());
    }
  }
}
