package dev.baton.benchmarks;

import dev.baton.context.Propagation;
import dev.baton.context.TaskListener;
import dev.baton.executors.ContextExecutors;
import dev.baton.executors.ContextFutures;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * How the cost of what a program may pile up grows with how much there is: scopes that another
 * thread closes, futures that depend on one another, tasks that wait, with a listener, and are
 * cancelled in no order. Time and bytes are to be divided by their number; where they then grow
 * like it, there is a cliff.
 */
public class CliffBenchmark extends HotPath {

  @Benchmark
  public Object closedElsewhere(Notes state) throws Exception {
    return state.openAndClose();
  }

  @Benchmark
  public Object chain(Chains state) {
    return state.chainAndComplete();
  }

  @Benchmark
  public Object cancelled(Waiting state) {
    return state.submitAndCancel();
  }

  /** Scopes that another thread closes while their owner waits. OpenTelemetry ignores that. */
  public static class Notes extends ContextState {
    @Param(BATON)
    String peer;

    @Param({"100", "10000", "100000"})
    int number;

    private final ExecutorService other = Executors.newSingleThreadExecutor();
    private Context[] contexts = {};
    private Scope[] open = {};

    @Override
    void prepare(String peer) throws Exception {
      contexts = new Context[number];
      Arrays.setAll(contexts, i -> anew());
      open = new Scope[number];
      promote();
      openAndClose();
      checkCurrent(Context.root());
    }

    @SuppressWarnings("MustBeClosedChecker") // the other thread closes them
    Object openAndClose() throws Exception {
      for (int i = 0; i < number; i++) {
        open[i] = contexts[i].makeCurrent();
      }
      other.submit(this::close).get();
      return Context.current();
    }

    private void close() {
      for (Scope scope : open) {
        scope.close();
      }
    }

    @Override
    void finish() {
      other.shutdown();
      checkCurrent(Context.root());
    }
  }

  /** Stages, each of the one before; then the first future is completed. */
  public static class Chains extends ContextState {
    @Param({RAW, BATON})
    String peer;

    @Param({"100", "10000", "100000"})
    int number;

    private boolean ours;

    @Override
    void prepare(String peer) {
      ours = peer.equals(BATON);
      if (chainAndComplete() != body) {
        throw new IllegalStateException("the chain did not complete");
      }
    }

    Object chainAndComplete() {
      CompletableFuture<Object> first =
          ours ? ContextFutures.newFuture() : new CompletableFuture<>();
      CompletableFuture<Object> last = first;
      for (int i = 0; i < number; i++) {
        last = last.thenApply(value -> value);
      }
      first.complete(body);
      return last.join();
    }
  }

  /** Tasks that wait for a pool that is busy. */
  public static class Waiting extends ContextState {
    private static final long STEP = 7919; // prime to each number below

    @Param({RAW, BATON})
    String peer;

    @Param({"100", "10000", "100000"})
    int number;

    private final CountDownLatch end = new CountDownLatch(1);
    private final ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1);
    private ScheduledExecutorService executor = pool;
    private Future<?>[] futures = {};
    private int heard;

    @Override
    void prepare(String peer) {
      pool.setRemoveOnCancelPolicy(true);
      pool.execute(this::keepBusy);
      futures = new Future<?>[number];
      if (peer.equals(BATON)) {
        TaskListener listener =
            new TaskListener() {
              @Override
              public void cancelled(Object task, Context context, @Nullable Object state) {
                heard++;
              }
            };
        executor = ContextExecutors.wrap(pool, Propagation.capturing().with(listener));
        submitAndCancel();
        if (heard != number) {
          throw new IllegalStateException("heard of " + heard);
        }
      }
    }

    private void keepBusy() {
      try {
        end.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    Object submitAndCancel() {
      for (int i = 0; i < number; i++) {
        futures[i] = executor.submit(body, body);
      }
      for (int i = 0; i < number; i++) {
        futures[(int) (i * STEP % number)].cancel(false);
      }
      return futures;
    }

    @Override
    void finish() {
      end.countDown();
      pool.shutdown();
    }
  }
}
