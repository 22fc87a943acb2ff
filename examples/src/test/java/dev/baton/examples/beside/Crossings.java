package dev.baton.examples.beside;

import com.google.common.util.concurrent.ListeningExecutorService;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.SettableFuture;
import dev.baton.context.CarriedThreadLocal;
import dev.baton.context.Propagation;
import dev.baton.coroutines.ContextCoroutines;
import dev.baton.executors.ContextExecutors;
import dev.baton.executors.ContextFutures;
import dev.baton.executors.ContextThreads;
import dev.baton.executors.guava.ContextFluentFuture;
import dev.baton.executors.guava.ContextListeningExecutors;
import io.opentelemetry.api.trace.Tracer;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.CoroutineScopeKt;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.future.FutureKt;
import org.jspecify.annotations.Nullable;

/**
 * Two submitters, one after the other, send callbacks across each of Baton's boundaries, on pools
 * of one thread. Prints what the callbacks saw, and whom the threads belong to afterwards.
 */
public final class Crossings implements AutoCloseable {
  private final ExecutorService raw = Executors.newSingleThreadExecutor();
  private final ScheduledExecutorService rawScheduler =
      Executors.newSingleThreadScheduledExecutor();
  private final ForkJoinPool rawForkJoin = new ForkJoinPool(1);
  private final ExecutorService own =
      ContextExecutors.wrap(Executors.newSingleThreadExecutor(ContextThreads.poolFactory("own-")));

  private final ExecutorService pool = ContextExecutors.wrap(raw);
  private final ScheduledExecutorService scheduler = ContextExecutors.wrap(rawScheduler);
  private final ListeningExecutorService listening =
      ContextListeningExecutors.wrap(MoreExecutors.listeningDecorator(raw));

  private final Tracer tracer;
  private int callbacks;

  /** Whose spans are made by this tracer. */
  public Crossings(Tracer tracer) {
    this.tracer = tracer;
  }

  private interface Boundary {
    void cross(Submitter submitter) throws Exception;
  }

  /** Goes through all. */
  public void all() throws Exception {
    cross("executor", s -> pool.submit(s::callback).get());
    cross("invokeAll", this::invokeAll);
    cross("own thread", s -> own.submit(s::callback).get());
    cross("fork-join", s -> ContextExecutors.wrap(rawForkJoin).submit(s::callback).get());
    cross("scheduled", s -> scheduler.schedule(s::callback, 1, TimeUnit.MILLISECONDS).get());
    cross("virtual thread", s -> ContextThreads.startVirtualThread(s::callback).join());
    cross("virtual pool", Crossings::virtualPool);
    cross("future", this::future);
    cross("future completed elsewhere", this::completedElsewhere);
    cross("guava", this::guava);
    cross("rx", this::rx);
    cross("coroutine", this::coroutine);
    cross("single callback", s -> runRaw(Propagation.capturing().wrap(s::callback)));
    periodic();
    captures();
    System.out.println("callbacks: " + callbacks);
  }

  /** One that the guest adds. */
  public void cross(String name, Submitter.Action action, Submitter submitter) throws Exception {
    submitter.run(action);
    callbacks += submitter.callbacks();
    System.out.println(name + ": " + submitter.end() + ", then " + afterwards());
  }

  private void cross(String name, Boundary boundary) throws Exception {
    Submitter first = new Submitter(tracer, name + " A");
    Submitter second = new Submitter(tracer, name + " B");
    first.run(() -> boundary.cross(first));
    second.run(() -> boundary.cross(second));
    callbacks += first.callbacks() + second.callbacks();
    System.out.println(name + ": " + first.end() + ", " + second.end() + ", then " + afterwards());
  }

  /** Whom the threads belong to, with nobody submitting. */
  public String afterwards() throws Exception {
    List<String> all =
        List.of(
            Submitter.here(),
            raw.submit(Submitter::here).get(),
            rawScheduler.submit(Submitter::here).get(),
            rawForkJoin.submit(Submitter::here).get(),
            ContextExecutors.unwrap(own).submit(Submitter::here).get());
    return String.join(" and ", all.stream().distinct().toList());
  }

  private void runRaw(Runnable task) throws Exception {
    CompletableFuture.runAsync(task, raw).get();
  }

  private void invokeAll(Submitter submitter) throws Exception {
    Callable<String> task = () -> submitter.passOn("done");
    for (Future<String> done : pool.invokeAll(List.of(task, task))) {
      done.get();
    }
  }

  private static void virtualPool(Submitter submitter) throws Exception {
    try (ExecutorService virtual = ContextExecutors.newVirtualThreadPerTaskExecutor()) {
      virtual.submit(submitter::callback).get();
    }
  }

  private void future(Submitter submitter) throws Exception {
    ContextFutures.supplyAsync(() -> submitter.passOn("first"), pool)
        .thenApply(submitter::passOn)
        .thenApplyAsync(submitter::passOn, pool)
        .get();
  }

  private void completedElsewhere(Submitter submitter) throws Exception {
    CompletableFuture<String> answer = new CompletableFuture<>();
    CompletableFuture<String> shown =
        ContextFutures.wrap(answer)
            .thenApply(submitter::passOn)
            .thenApplyAsync(submitter::passOn, pool);
    Thread driver = new Thread(() -> answer.complete("answer"));
    driver.start();
    shown.get();
    driver.join();
  }

  private void guava(Submitter submitter) throws Exception {
    listening.submit(submitter::callback).get();
    SettableFuture<String> answer = SettableFuture.create();
    Future<String> shown =
        ContextFluentFuture.wrap(answer)
            .transform(submitter::passOn, MoreExecutors.directExecutor())
            .transform(submitter::passOn, listening);
    Thread driver = new Thread(() -> answer.set("answer"));
    driver.start();
    shown.get();
    driver.join();
  }

  private void rx(Submitter submitter) {
    Flowable.just("item")
        .subscribeOn(Schedulers.computation())
        .map(submitter::passOn)
        .delay(1, TimeUnit.MILLISECONDS)
        .observeOn(Schedulers.from(raw))
        .map(submitter::passOn)
        .ignoreElements()
        .blockingAwait();
  }

  private void coroutine(Submitter submitter) throws Exception {
    CoroutineContext onPool = ContextCoroutines.asCoroutineContext(pool);
    FutureKt.future(
            CoroutineScopeKt.CoroutineScope(onPool),
            onPool,
            CoroutineStart.DEFAULT,
            (scope, continuation) -> submitter.passOn("done"))
        .get();
  }

  /** A periodic job belongs to nobody, whoever schedules it. */
  private void periodic() throws Exception {
    Submitter submitter = new Submitter(tracer, "periodic A");
    CompletableFuture<String> seen = new CompletableFuture<>();
    CountDownLatch twice = new CountDownLatch(2);
    submitter.run(
        () -> {
          Future<?> job =
              scheduler.scheduleAtFixedRate(
                  () -> {
                    seen.complete(Submitter.here());
                    twice.countDown();
                  },
                  0,
                  1,
                  TimeUnit.MILLISECONDS);
          twice.await();
          job.cancel(false);
        });
    submitter.end();
    System.out.println("periodic: " + seen.get() + ", then " + afterwards());
  }

  /** How often a submission is captured, and whether the value that travels along arrives. */
  private void captures() throws Exception {
    CountedThreadLocal counted = new CountedThreadLocal(Thread.currentThread());
    ExecutorService carrying = ContextExecutors.wrap(raw, Propagation.capturing().with(counted));
    counted.set("value");
    String arrived = carrying.submit(counted::get).get();
    ContextFutures.supplyAsync(() -> "answer", carrying).thenApplyAsync(it -> it, carrying).get();
    counted.clear();
    System.out.println("captures: " + counted.captures + " of 3 submissions, with a " + arrived);
  }

  private static final class CountedThreadLocal implements CarriedThreadLocal<String> {
    private final ThreadLocal<String> value = new ThreadLocal<>();
    private final AtomicInteger captures = new AtomicInteger();
    private final Thread submitter;

    CountedThreadLocal(Thread submitter) {
      this.submitter = submitter;
    }

    @Override
    public @Nullable String get() {
      if (Thread.currentThread() == submitter) {
        captures.incrementAndGet();
      }
      return value.get();
    }

    @Override
    public void set(String newValue) {
      value.set(newValue);
    }

    @Override
    public void clear() {
      value.remove();
    }
  }

  /** What a raw pool carries, which is nothing unless somebody else sees to it. */
  public void raw() throws Exception {
    Submitter submitter = new Submitter(tracer, "raw A");
    submitter.run(() -> System.out.println("raw: " + raw.submit(Submitter::here).get()));
    submitter.end();
  }

  /**
   * A task that leaves a scope open, submitted by nobody and by somebody, and whom its thread
   * belongs to afterwards.
   */
  public void leak() throws Exception {
    pool.submit(Submitter::leak).get();
    String afterNobody = raw.submit(Submitter::here).get();
    Submitter submitter = new Submitter(tracer, "leak A");
    submitter.run(() -> pool.submit(Submitter::leak).get());
    submitter.end();
    System.out.println("leak: " + afterNobody + ", " + raw.submit(Submitter::here).get());
  }

  @Override
  public void close() {
    own.close();
    rawScheduler.close();
    rawForkJoin.close();
    raw.close();
  }
}
