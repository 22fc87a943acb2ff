package dev.baton.examples;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Tasks on a fixed pool. */
final class ThreadPool implements Boundary {
  static final Row ROW = new Row("thread pool", "two tasks on a fixed pool of 8 threads", 2);
  static final Row ROW_OF_PRICES =
      new Row("second process", "the service that is called hands a task to a pool of its own", 1);

  private final Row row;
  private final String[] tasks;
  private final ExecutorService pool;

  ThreadPool(Wiring wiring, Row row, String... tasks) {
    this.row = row;
    this.tasks = tasks;
    this.pool = wiring.executor(Executors.newFixedThreadPool(8, wiring.threads("pool-")));
  }

  @Override
  public Row row() {
    return row;
  }

  @Override
  public void start(Request request) {
    for (String task : tasks) {
      Callback callback = request.callback(row, task);
      pool.execute(() -> callback.run(Request.WAIT));
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
