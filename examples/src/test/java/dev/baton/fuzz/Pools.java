package dev.baton.fuzz;

import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.Uninterruptibles;
import dev.baton.context.testing.TestContexts;
import dev.baton.executors.ContextThreads;
import io.opentelemetry.api.trace.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
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

  /** What they have before anybody submits anything. */
  enum Threads {
    /** Some have a context and values, some have nothing. */
    MIXED,
    /** All have a context and values. */
    DIRTY,
    /** None has anything. */
    CLEAN
  }

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
  private final Threads threads;
  private volatile Program program;

  Pools(Threads threads) {
    this.threads = threads;
  }

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
    ExecutorService pool = newPool(key);
    if (threads == Threads.DIRTY) {
      await(onEachThread(key, pool, Pools::soil));
    }
    return pool;
  }

  private ExecutorService newPool(Key key) {
    return switch (key.kind) {
      case PLATFORM -> new Watched(SIZE, this::newThread);
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

  private Thread newThread(Runnable worker) {
    return new Thread(
        () -> {
          if (threads == Threads.MIXED) {
            soil();
          }
          worker.run();
        });
  }

  /** Leaves a scope open on this thread, as whoever used it before may have done. */
  private static void soil() {
    State home = new State(TestContexts.named("home"), Span.getInvalid(), "home 1", "home 2");
    HOME.set(home);
    Locals.FIRST.set(home.first());
    Locals.SECOND.set(home.second());
    TestContexts.open(home.context());
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
    used.forEach((key, pool) -> ends.add(onEachThread(key, pool, () -> check("at the end"))));
    ends.forEach(end -> program.run(elsewhere, () -> await(end)));
  }

  private static CountDownLatch onEachThread(Key key, ExecutorService pool, Runnable code) {
    int number = key.kind.threads;
    CountDownLatch all = new CountDownLatch(number);
    CountDownLatch end = new CountDownLatch(number);
    for (int i = 0; i < number; i++) {
      pool.execute(
          () -> {
            all.countDown();
            meet(all);
            code.run();
            end.countDown();
          });
    }
    return end;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void meet(CountDownLatch all) {
    if (!Uninterruptibles.awaitUninterruptibly(all, 10, TimeUnit.SECONDS)) {
      throw new AssertionError("a pool has lost a thread");
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
          Pools.this::newThread,
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
      super(SIZE, Pools.this::newThread);
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
