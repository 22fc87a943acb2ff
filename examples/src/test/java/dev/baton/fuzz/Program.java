package dev.baton.fuzz;

import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** One run of a program. */
final class Program {
  final Pools pools;
  final Ledger ledger = new Ledger(this);
  final LooseLedger looseLedger = new LooseLedger();
  private final Step.Block block;
  private final long deadline;
  private final Queue<Body> bodies = new ConcurrentLinkedQueue<>();
  private final AtomicInteger numbers = new AtomicInteger();
  private final LongAdder steps = new LongAdder();
  private final AtomicReference<AssertionError> failure = new AtomicReference<>();

  Program(Step.Block block, Pools pools, long patienceSeconds) {
    this.deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(patienceSeconds);
    this.block = block;
    this.pools = pools;
  }

  /** Runs it, and returns the number of steps that its tasks have gone through. */
  long run() {
    pools.begin(this);
    await(
        CompletableFuture.runAsync(
            () -> Frame.outermost(this).runOutermost(block), pools.outermost()),
        () -> "the outermost block");
    int known;
    do { // a task that may be cancelled may still take others across
      known = bodies.size();
      bodies.forEach(Body::await);
      pools.settle();
      bodies.forEach(body -> agree(body::wrong));
    } while (bodies.size() != known);
    bodies.forEach(body -> agree(() -> body.wrong(ledger.of(body))));
    agree(looseLedger::wrong);
    if (failure.get() != null) {
      throw failure.get();
    }
    return steps.sum();
  }

  /** What a thread does last may still be under way. */
  private void agree(Supplier<String> wrong) {
    String what = wrong.get();
    while (what != null && !hasFailed()) {
      if (System.nanoTime() > deadline) {
        fail(what);
      }
      LockSupport.parkNanos(20_000);
      what = wrong.get();
    }
  }

  void add(Body body) {
    bodies.add(body);
  }

  void countStep() {
    steps.increment();
  }

  int newNumber() {
    return numbers.incrementAndGet();
  }

  void await(Future<?> future, Supplier<String> what) {
    try {
      future.get(hasFailed() ? 0 : deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      fail("still waiting for " + what.get(), threadsInPrograms(e));
    } catch (ExecutionException e) {
      fail(what.get(), e.getCause());
    } catch (InterruptedException e) {
      fail("interrupted while waiting for " + what.get(), e);
    }
  }

  /** Where they are that a program hangs on. */
  private static Throwable threadsInPrograms(Throwable hung) {
    Thread.getAllStackTraces()
        .forEach(
            (thread, trace) -> {
              if (Arrays.stream(trace).anyMatch(at -> at.getClassName().contains("fuzz.Frame"))) {
                Throwable there = new Throwable(thread.toString());
                there.setStackTrace(trace);
                hung.addSuppressed(there);
              }
            });
    return hung;
  }

  void run(Executor executor, Runnable code) {
    await(CompletableFuture.runAsync(code, executor), () -> "code elsewhere");
  }

  boolean hasFailed() {
    return failure.get() != null;
  }

  void fail(String what) {
    fail(what, null);
  }

  /** The first is the one that counts. */
  void fail(String what, Throwable cause) {
    failure.compareAndSet(null, new AssertionError(what, cause));
  }
}
