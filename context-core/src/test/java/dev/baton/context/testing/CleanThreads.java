package dev.baton.context.testing;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * After each test: the root context is current on the test's thread, and no platform thread is left
 * that the test started. Registered for all tests as a service.
 */
public final class CleanThreads implements BeforeEachCallback, AfterEachCallback {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(CleanThreads.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Set<String> GROUPS_OF_THE_JVM =
      Set.of("system", "InnocuousThreadGroup", "CarrierThreads", "VirtualThreads");
  private static final List<String> SHARED_THREADS =
      List.of(
          "ForkJoinPool.commonPool",
          "CompletableFutureDelayScheduler",
          "DefaultDispatcher-worker-",
          "kotlinx.coroutines.DefaultExecutor",
          "weak-ref-cleaner-strictcontextstorage",
          "VirtualThread-",
          "junit-",
          "surefire-",
          "JFR ",
          "baton-audit");

  @Override
  public void beforeEach(ExtensionContext test) {
    test.getStore(NAMESPACE).put("threads", new Snapshot(new HashSet<>(allThreads())));
  }

  @Override
  public void afterEach(ExtensionContext test) throws InterruptedException {
    Context current = ContextStorage.get().current();
    if (current != null && current != Context.root()) {
      makeRootCurrent();
      throw new AssertionError("The test left this context on its thread: " + current);
    }
    Set<Thread> before = test.getStore(NAMESPACE).get("threads", Snapshot.class).threads();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (Thread thread : allThreads()) {
      if (!before.contains(thread) && !isShared(thread)) {
        thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
        if (thread.isAlive()) {
          AssertionError leftOver = new AssertionError("The test left a thread: " + thread);
          leftOver.setStackTrace(thread.getStackTrace());
          throw leftOver;
        }
      }
    }
  }

  private record Snapshot(Set<Thread> threads) {}

  @SuppressWarnings("MustBeClosedChecker") // so that the next test is not to blame
  private static void makeRootCurrent() {
    Context.root().makeCurrent();
  }

  private static List<Thread> allThreads() {
    ThreadGroup top = Thread.currentThread().getThreadGroup();
    while (top.getParent() != null) {
      top = top.getParent();
    }
    Thread[] threads = new Thread[64];
    int count = top.enumerate(threads);
    while (count == threads.length) { // there may be more
      threads = new Thread[2 * threads.length];
      count = top.enumerate(threads);
    }
    return Arrays.asList(threads).subList(0, count);
  }

  private static boolean isShared(Thread thread) {
    ThreadGroup group = thread.getThreadGroup();
    return group == null // it has ended
        || GROUPS_OF_THE_JVM.contains(group.getName())
        || thread.getClass().getName().equals("jdk.internal.misc.CarrierThread")
        || SHARED_THREADS.stream().anyMatch(thread.getName()::startsWith);
  }
}
