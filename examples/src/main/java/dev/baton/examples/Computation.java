package dev.baton.examples;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveTask;

/** A fork-join computation, whose subtasks are forked and run wherever a worker is free. */
final class Computation implements Boundary {
  static final Row ROW = new Row("fork-join task", "a RecursiveTask that forks two more", 3);

  private static final int DEPTH = 1;

  private final Wiring wiring;
  private final ForkJoinPool pool;

  Computation(Wiring wiring) {
    this.wiring = wiring;
    this.pool = new ForkJoinPool(4, wiring.forkJoinThreads("compute-"), null, false);
  }

  @Override
  public Row row() {
    return ROW;
  }

  @Override
  public void start(Request request) {
    pool.execute(wiring.task(new Weigh(wiring, request, DEPTH)));
  }

  private static final class Weigh extends RecursiveTask<Integer> {
    private static final long serialVersionUID = 1;

    private final transient Wiring wiring;
    private final transient Request request;
    private final transient Callback weigh;
    private final int depth;

    Weigh(Wiring wiring, Request request, int depth) {
      this.wiring = wiring;
      this.request = request;
      this.weigh = request.callback(ROW, depth == DEPTH ? "weigh parcel" : "weigh part");
      this.depth = depth;
    }

    @Override
    protected Integer compute() {
      weigh.run();
      if (depth == 0) {
        return 1;
      }
      var half = wiring.task(new Weigh(wiring, request, depth - 1)).fork();
      var otherHalf = wiring.task(new Weigh(wiring, request, depth - 1)).fork();
      return half.join() + otherHalf.join();
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
