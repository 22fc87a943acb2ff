package dev.baton.examples.soak;

import dev.baton.context.CarriedThreadLocal;
import dev.baton.context.Propagation;
import dev.baton.rx.RxContextHooks;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Threads that start jobs, one after the other, each in a way and with an act at random. */
final class Soak implements AutoCloseable {
  private static final int STARTERS = 4;
  private static final int MOST_PENDING = 1000;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final RxContextHooks hooks;
  private final Pools pools;
  private final List<Way> ways = new ArrayList<>();
  private final LongAdder dirtyThreads = new LongAdder();
  private final AtomicReference<@Nullable Scope> swapped = new AtomicReference<>();

  Soak() {
    Propagation propagation = Propagation.capturing().with(Job.CARRIED, new Flaky());
    hooks = RxContextHooks.install(propagation);
    RxJavaPlugins.setErrorHandler(failure -> {});
    pools = new Pools(propagation);
    ways.addAll(ExecutorWays.of(pools));
    ways.addAll(FutureWays.of(pools));
    ways.addAll(RxWays.of(pools));
    ways.addAll(CoroutineWays.of(pools));
  }

  List<Way> ways() {
    return ways;
  }

  /** How often a thread of a pool was found with something on it that is not its own. */
  long dirtyThreads() {
    return dirtyThreads.sum();
  }

  /** Starts jobs for a while, and returns when each has its fate or there is no hope. */
  void run(Duration duration) throws InterruptedException {
    long end = System.nanoTime() + duration.toNanos();
    List<Thread> starters = new ArrayList<>();
    for (int i = 0; i < STARTERS; i++) {
      starters.add(Pools.threads("starter-").newThread(() -> startUntil(end)));
    }
    starters.forEach(Thread::start);
    for (Thread starter : starters) {
      starter.join();
    }
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (pending() > 0 && System.nanoTime() < deadline) {
      Thread.sleep(5);
    }
    swapped.set(null);
  }

  private void startUntil(long end) {
    while (System.nanoTime() < end) {
      if (pending() > MOST_PENDING) {
        LockSupport.parkNanos(100_000);
        continue;
      }
      for (int i = 0; i < 100; i++) {
        next().start();
        Thread.interrupted(); // a job that its caller ran may have done that
        lookAtThisThread();
      }
      pools.all().forEach(this::lookAt);
    }
  }

  Job next() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return new Job(this, ways.get(random.nextInt(ways.size())), Act.next(random));
  }

  private long pending() {
    return ways.stream().mapToLong(Way::pending).sum();
  }

  @Nullable Scope swap(Scope mine) {
    return swapped.getAndSet(mine);
  }

  private void lookAt(ExecutorService pool) {
    pool.execute(this::lookAtThisThread);
  }

  private void lookAtThisThread() {
    if (Context.current() != Context.root() || Job.CARRIED.get() != null) {
      dirtyThreads.increment();
    }
  }

  @Override
  public void close() {
    pools.close();
    hooks.close();
  }

  /** An accessor that fails now and then. */
  private static final class Flaky implements CarriedThreadLocal<Integer> {

    @Override
    public Integer get() {
      failAtTimes();
      return 1;
    }

    @Override
    public void set(Integer value) {
      failAtTimes();
    }

    @Override
    public void clear() {
      failAtTimes();
    }

    private static void failAtTimes() {
      if (ThreadLocalRandom.current().nextInt(1000) == 0) {
        throw new IllegalStateException("this accessor fails now and then");
      }
    }
  }
}
