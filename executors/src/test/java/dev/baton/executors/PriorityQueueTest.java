package dev.baton.executors;

import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.context.Propagation;
import dev.baton.context.testing.TestContexts;
import io.opentelemetry.context.Scope;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pools whose queue has an order. */
final class PriorityQueueTest {
  private static final Comparator<Runnable> BY_PRIORITY =
      Comparator.comparingInt(task -> ((Job) task).priority());

  private final Gate gate = new Gate();
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private ThreadPoolExecutor pool;

  private interface Job extends Runnable {
    int priority();
  }

  private record PlainJob(int priority, List<String> seen) implements Job {
    @Override
    public void run() {
      seen.add(priority + " " + TestContexts.currentName());
    }
  }

  private record OrderedJob(int priority, List<String> seen)
      implements Job, Comparable<OrderedJob> {
    @Override
    public void run() {
      seen.add(priority + " " + TestContexts.currentName());
    }

    @Override
    public int compareTo(OrderedJob other) {
      return Integer.compare(priority, other.priority());
    }
  }

  private ExecutorService newPool(PriorityBlockingQueue<Runnable> queue) {
    pool = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, queue);
    return ContextExecutors.wrap(gate.keepBusy(pool));
  }

  @AfterEach
  void closePool() {
    gate.open();
    pool.close();
  }

  private List<String> seenAtTheEnd() {
    gate.open();
    pool.close();
    return seen;
  }

  private static void executeUnder(String name, ExecutorService executor, Runnable task) {
    try (Scope scope = named(name).makeCurrent()) {
      executor.execute(task);
    }
  }

  @Test
  void comparableTasksKeepTheirOrder() {
    ExecutorService executor = newPool(new PriorityBlockingQueue<>());
    for (int priority : new int[] {3, 1, 4, 2}) {
      executeUnder("p" + priority, executor, new OrderedJob(priority, seen));
    }
    assertThat(seenAtTheEnd()).containsExactly("1 p1", "2 p2", "3 p3", "4 p4");
  }

  @Test
  void comparableTaskWrappedBeforehandKeepsItsOrderAndContext() {
    ExecutorService executor = newPool(new PriorityBlockingQueue<>());
    executeUnder("A", executor, new OrderedJob(2, seen));
    executeUnder("A", executor, Propagation.fixed(named("own")).wrap(new OrderedJob(1, seen)));
    assertThat(seenAtTheEnd()).containsExactly("1 own", "2 A");
  }

  @Test
  void comparatorComparesTheTasksAsTheyWereSubmitted() {
    ExecutorService executor =
        newPool(new PriorityBlockingQueue<>(11, ContextExecutors.comparing(BY_PRIORITY)));
    for (int priority : new int[] {3, 1, 4, 2}) {
      executeUnder("p" + priority, executor, new PlainJob(priority, seen));
    }
    assertThat(seenAtTheEnd()).containsExactly("1 p1", "2 p2", "3 p3", "4 p4");
  }

  @Test
  void comparatorComparesRawTasksWithWrappedOnes() {
    ExecutorService executor =
        newPool(new PriorityBlockingQueue<>(11, ContextExecutors.comparing(BY_PRIORITY)));
    executeUnder("A", executor, new PlainJob(3, seen));
    executeUnder("A", pool, new PlainJob(2, seen));
    executeUnder("A", executor, new OrderedJob(1, seen));
    executeUnder("A", pool, new OrderedJob(4, seen));
    assertThat(seenAtTheEnd()).containsExactly("1 A", "2 null", "3 A", "4 null");
  }

  @Test
  void rawTaskInNaturalOrderIsRefusedBehindAWrappedOneAndTheWrappedOneBehindARawOneIsNot() {
    ExecutorService executor = newPool(new PriorityBlockingQueue<>());
    pool.execute(new OrderedJob(2, seen));
    executeUnder("A", executor, new OrderedJob(1, seen));
    assertThatThrownBy(() -> pool.execute(new OrderedJob(3, seen)))
        .isInstanceOf(ClassCastException.class);
    assertThat(seenAtTheEnd()).containsExactly("1 A", "2 null");
  }

  @Test
  void rawTasksAreOrderedAmongWrappedOnesByTheirOwnOrderWhereTheQueueUnwraps() {
    // @start region="natural"
    PriorityBlockingQueue<Runnable> queue =
        new PriorityBlockingQueue<>(
            11, ContextExecutors.comparing((a, b) -> ((OrderedJob) a).compareTo((OrderedJob) b)));
    // @end
    ExecutorService executor = newPool(queue);
    executeUnder("A", executor, new OrderedJob(3, seen));
    pool.execute(new OrderedJob(2, seen));
    pool.execute(new OrderedJob(4, seen));
    executeUnder("A", executor, new OrderedJob(1, seen));
    assertThat(seenAtTheEnd()).containsExactly("1 A", "2 null", "3 A", "4 null");
  }

  @Test
  void taskWithoutAnOrderIsRefusedByAQueueThatNeedsOne() {
    ExecutorService executor = newPool(new PriorityBlockingQueue<>());
    executor.execute(new OrderedJob(1, seen));
    assertThatThrownBy(() -> executor.execute(new PlainJob(2, seen)))
        .isInstanceOf(ClassCastException.class);
    assertThat(seenAtTheEnd()).containsExactly("1 null");
  }
}
