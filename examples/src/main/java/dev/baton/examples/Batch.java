package dev.baton.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Collects what several requests ask for and asks once, as a data loader does. The request that
 * completes a batch calls back for all of them, on its own thread, where its own context is
 * current. A batch that does not fill is flushed by a timer.
 */
final class Batch implements Boundary {
  static final Row ROW =
      new Row(
          "batch", "the request that fills a batch of 8 calls back for the other seven, too", 1);

  private static final int SIZE = 8;

  private final Wiring wiring;
  private final ScheduledExecutorService timer;
  private final Object lock = new Object();
  private List<Consumer<String>> waiting = new ArrayList<>();

  Batch(Wiring wiring) {
    this.wiring = wiring;
    this.timer = wiring.scheduler(Executors.newScheduledThreadPool(1, wiring.threads("timer-")));
  }

  @Override
  public Row row() {
    return ROW;
  }

  @Override
  public void start(Request request) {
    Callback recommend = request.callback(ROW, "recommend a book");
    ask(wiring.callback(answer -> recommend.run()));
  }

  private void ask(Consumer<String> callback) {
    List<Consumer<String>> batch;
    int size;
    synchronized (lock) {
      batch = waiting;
      batch.add(callback);
      size = batch.size();
      if (size == SIZE) {
        waiting = new ArrayList<>();
      }
    }
    if (size == SIZE) {
      answer(batch);
    } else if (size == 1) {
      ScheduledFuture<?> unused = timer.schedule(() -> flush(batch), 5, TimeUnit.MILLISECONDS);
    }
  }

  private void flush(List<Consumer<String>> batch) {
    synchronized (lock) {
      if (batch != waiting) {
        return; // it was filled in time
      }
      waiting = new ArrayList<>();
    }
    answer(batch);
  }

  private static void answer(List<Consumer<String>> batch) {
    for (Consumer<String> callback : batch) {
      callback.accept("a book");
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
