package dev.baton.examples;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** The outside world: sends requests, which know of no trace. */
final class Load implements AutoCloseable {
  private final URI service;
  private final int concurrency;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client = Loopback.client(threads);

  /**
   * A load on one service.
   *
   * @param concurrency how many requests are under way at a time
   */
  Load(URI service, int concurrency) {
    this.service = service;
    this.concurrency = concurrency;
  }

  /**
   * Sends requests and returns when all are answered.
   *
   * @param from the number of the first
   * @param to the number after that of the last
   * @param answered is told now and then how many are
   * @return how long it took
   */
  Duration send(int from, int to, Deadline deadline, IntConsumer answered)
      throws InterruptedException {
    AtomicInteger next = new AtomicInteger(from);
    AtomicInteger done = new AtomicInteger();
    AtomicReference<@Nullable RunFailed> failure = new AtomicReference<>();
    int senders = Math.min(concurrency, to - from);
    CountDownLatch running = new CountDownLatch(senders);
    long start = System.nanoTime();
    for (int i = 0; i < senders; i++) {
      threads.execute(
          () -> {
            try {
              int number;
              while (failure.get() == null && (number = next.getAndIncrement()) < to) {
                send(number);
                done.incrementAndGet();
              }
            } catch (Exception e) {
              failure.compareAndSet(
                  null, e instanceof RunFailed f ? f : new RunFailed("a request failed: " + e));
            } finally {
              running.countDown();
            }
          });
    }
    while (!running.await(100, TimeUnit.MILLISECONDS)) {
      answered.accept(done.get());
      if (deadline.hasPassed()) {
        throw deadline.passed(
            done + " of the " + (to - from) + " requests of this round are answered");
      }
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    RunFailed failed = failure.get();
    if (failed != null) {
      throw failed;
    }
    answered.accept(done.get());
    return took;
  }

  private void send(int number) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(service.resolve("" + number)).build();
    Loopback.body(client.send(request, BodyHandlers.ofString()));
  }

  @Override
  public void close() {
    client.shutdownNow();
    threads.shutdownNow();
  }
}
