package beside.recipes;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Has a library call back, and prints whose context the callback saw. The library is to run on
 * {@link #thread} or {@link #pool}, whose threads belong to another request.
 */
final class Trial {
  private static final ContextKey<Object> REQUEST = ContextKey.named("request");
  private static final String ANOTHERS = "another's";
  private static final Context ANOTHER = Context.root().with(REQUEST, ANOTHERS);
  private static final int SECONDS = 60;

  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final Queue<Thread> dirty = new ConcurrentLinkedQueue<>();
  private volatile Context caller = Context.root();
  private volatile CountDownLatch registered = new CountDownLatch(0);

  /** What a program does inside a request; it hands over the callback and does not wait for it. */
  interface Attempt {
    void run(Callback callback) throws Exception;
  }

  /** What the library calls. */
  static final class Callback {
    private final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();

    void run() {
      Object request = Context.current().get(REQUEST);
      seen.add(request == null ? "nobody's" : request);
    }

    <T> T pass(T value) {
      run();
      return value;
    }
  }

  /** Makes threads that have the context of another request on them. */
  Thread thread(Runnable task) {
    Thread thread =
        new Thread(
            () -> {
              try (Scope scope = ANOTHER.makeCurrent()) {
                task.run();
                if (Context.current() != ANOTHER) {
                  dirty.add(Thread.currentThread());
                }
              }
            });
    threads.add(thread);
    return thread;
  }

  /** A thread of those. */
  ExecutorService pool() {
    ThreadFactory factory = this::thread;
    return Executors.newSingleThreadExecutor(factory);
  }

  /** Does something as another request would. */
  static void asAnother(Runnable code) {
    ANOTHER.wrap(code).run();
  }

  /** Puts another request's context on the one thread of an executor. */
  AutoCloseable occupy(Executor loop) throws Exception {
    AtomicReference<Scope> scope = new AtomicReference<>();
    CompletableFuture.runAsync(() -> scope.set(ANOTHER.makeCurrent()), loop).get();
    return () ->
        CompletableFuture.runAsync(
                () -> {
                  threads.add(Thread.currentThread());
                  if (Context.current() != ANOTHER) {
                    dirty.add(Thread.currentThread());
                  }
                  scope.get().close();
                },
                loop)
            .get();
  }

  /** Makes the request's context current, as a server's interceptor would. */
  Scope enter() {
    return caller.makeCurrent();
  }

  /** The library's other end waits here before it answers, until the callback is registered. */
  void awaitRegistration() {
    try {
      if (!registered.await(SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("not registered");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Prints "kept" if the callback saw the context of the attempt itself, and "lost" if it saw none
   * or another's.
   */
  void attempt(String what, Attempt attempt) throws Exception {
    Object request = new Object();
    Callback callback = new Callback();
    registered = new CountDownLatch(1);
    caller = Context.root().with(REQUEST, request);
    try (Scope scope = caller.makeCurrent()) {
      attempt.run(callback);
    }
    registered.countDown();
    Object seen = callback.seen.poll(SECONDS, TimeUnit.SECONDS);
    String result = seen == null ? "not called" : seen == request ? "kept" : "lost";
    System.out.println("- " + what + ": " + result);
  }

  /** Prints whether the threads, which have been stopped, had their context to the end. */
  void end() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join(TimeUnit.SECONDS.toMillis(SECONDS));
    }
    boolean clean = dirty.isEmpty() && threads.stream().noneMatch(Thread::isAlive);
    boolean here = Context.current() == Context.root();
    System.out.println(
        "- threads: " + (!threads.isEmpty() && clean && here ? "clean" : "dirty " + dirty));
  }
}
