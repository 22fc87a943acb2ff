package dev.baton.fuzz;

import com.google.common.util.concurrent.MoreExecutors;
import dev.baton.context.testing.TestContexts;
import dev.baton.executors.ContextThreads;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that programs run on. Those of each depth are others, so that a task may wait for
 * tasks of its own. Most have a context and values from the start, and each is to have what it had
 * whenever it has run something.
 */
final class Pools implements AutoCloseable {
  private static final int SIZE = 2;
  private static final ThreadLocal<State> HOME = ThreadLocal.withInitial(() -> State.NONE);

  enum Kind {
    PLATFORM(SIZE),
    OWN(SIZE),
    SCHEDULED(SIZE),
    FORK_JOIN(SIZE),
    OWN_FORK_JOIN(SIZE),
    CALLER_RUNS(1),
    VIRTUAL(0),
    DIRECT(0);

    static final List<Kind> ALL = List.of(values());

    /** Those that run nothing on the thread that hands it to them. */
    static final List<Kind> ELSEWHERE =
        List.of(PLATFORM, OWN, SCHEDULED, FORK_JOIN, OWN_FORK_JOIN, VIRTUAL);

    final int threads;

    Kind(int threads) {
      this.threads = threads;
    }
  }

  private record Key(Kind kind, int depth) {}

  private final Map<Key, ExecutorService> pools = new ConcurrentHashMap<>();
  private final Map<Key, ExecutorService> used = new ConcurrentHashMap<>();
  private final ExecutorService elsewhere = Executors.newCachedThreadPool();
  private final ExecutorService outermost = Executors.newSingleThreadExecutor();
  private volatile Program program;

  /** For the next program. */
  void begin(Program next) {
    program = next;
    used.clear();
  }

  ExecutorService elsewhere() {
    return elsewhere;
  }

  ExecutorService outermost() {
    return outermost;
  }

  ExecutorService get(Kind kind, int depth) {
    Key key = new Key(kind, depth);
    ExecutorService pool = pools.computeIfAbsent(key, this::create);
    used.put(key, pool);
    return pool;
  }

  private ExecutorService create(Key key) {
    return switch (key.kind) {
      case PLATFORM -> new Watched(SIZE, Pools::dirty);
      case OWN -> new Watched(SIZE, ContextThreads.poolFactory("fuzz-"));
      case SCHEDULED -> new WatchedScheduler();
      case FORK_JOIN -> newForkJoinPool(ForkJoinPool.defaultForkJoinWorkerThreadFactory);
      case OWN_FORK_JOIN -> newForkJoinPool(ContextThreads.forkJoinFactory());
      case CALLER_RUNS -> new Watched();
      case VIRTUAL -> Executors.newVirtualThreadPerTaskExecutor();
      case DIRECT -> MoreExecutors.newDirectExecutorService();
    };
  }

  private static ForkJoinPool newForkJoinPool(ForkJoinPool.ForkJoinWorkerThreadFactory factory) {
    return new ForkJoinPool(SIZE, factory, null, true);
  }

  private static Thread dirty(Runnable worker) {
    State home = new State(TestContexts.named("home"), Span.getInvalid(), "home 1", "home 2");
    return new Thread(
        () -> {
          HOME.set(home);
          Locals.FIRST.set(home.first());
          Locals.SECOND.set(home.second());
          try (Scope scope = home.context().makeCurrent()) {
            worker.run();
          }
        });
  }

  private void check(String when) {
    State seen = State.here();
    if (!seen.equals(HOME.get())) {
      program.fail("a pool's thread has " + seen + " " + when + ", in place of " + HOME.get());
    }
  }

  /** Returns when each thread of the pools that were used has come to the end of what it did. */
  void settle() {
    List<CountDownLatch> ends = new ArrayList<>();
    used.forEach(
        (key, pool) -> {
          int threads = key.kind.threads;
          CyclicBarrier all = new CyclicBarrier(Math.max(1, threads));
          CountDownLatch end = new CountDownLatch(threads);
          for (int i = 0; i < threads; i++) {
            pool.execute(
                () -> {
                  meet(all);
                  check("at the end");
                  end.countDown();
                });
          }
          ends.add(end);
        });
    ends.forEach(end -> program.run(elsewhere, () -> await(end)));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private final class Watched extends ThreadPoolExecutor {
    Watched(int size, ThreadFactory factory) {
      super(size, size, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
    }

    /** One that is always full has its submitters run the tasks. */
    Watched() {
      super(
          0,
          1,
          1,
          TimeUnit.MINUTES,
          new SynchronousQueue<>(),
          Pools::dirty,
          new CallerRunsPolicy());
    }

    @Override
    protected void beforeExecute(Thread thread, Runnable task) {
      check("before a task");
    }

    @Override
    protected void afterExecute(Runnable task, Throwable failure) {
      check("after a task");
    }
  }

  private final class WatchedScheduler extends ScheduledThreadPoolExecutor {
    WatchedScheduler() {
      super(SIZE, Pools::dirty);
      setRemoveOnCancelPolicy(true);
    }

    @Override
    protected void beforeExecute(Thread thread, Runnable task) {
      check("before a task");
    }

    @Override
    protected void afterExecute(Runnable task, Throwable failure) {
      check("after a task");
    }
  }

  @Override
  public void close() {
    pools.values().forEach(ExecutorService::shutdownNow);
    elsewhere.shutdownNow();
    outermost.shutdownNow();
  }
}
