package dev.baton.context;

import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.testing.Calls;
import dev.baton.context.testing.RecordingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ContextTaskTest {
  private static final Propagation FIXED = Propagation.fixed(named("A"));

  private record Numbered(int number) implements Runnable, Comparable<Numbered> {
    @Override
    public void run() {}

    @Override
    public int compareTo(Numbered other) {
      return Integer.compare(number, other.number);
    }
  }

  // @start region="unwrap"
  static ThreadPoolExecutor loggingPool(Consumer<String> log) {
    return new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>()) {
      @Override
      protected void beforeExecute(Thread thread, Runnable task) {
        log.accept("starting " + ContextTask.unwrap(task));
      }
    };
  }

  // @end

  @Test
  void exampleOfTheDocs() {
    List<String> log = new CopyOnWriteArrayList<>();
    ThreadPoolExecutor pool = loggingPool(log::add);
    Runnable task = new Numbered(1);
    try (pool) {
      pool.execute(FIXED.wrap(task));
      Calls.run(pool, () -> {});
    }
    assertThat(log).first().isEqualTo("starting Numbered[number=1]");
  }

  @Test
  void unwrapOfWhatIsNotWrappedGivesItBack() {
    Runnable task = () -> {};
    assertThat(ContextTask.unwrap(task)).isSameAs(task);
    assertThat(ContextTask.unwrap((Object) null)).isNull();
  }

  @Test
  void unwrapGivesTheOriginalAlsoOfWhatWasWrappedTwice() {
    Runnable task = () -> {};
    Runnable twice = Propagation.capturing().with(new RecordingListener()).wrap(FIXED.wrap(task));
    assertThat(ContextTask.unwrap(twice)).isSameAs(task);
  }

  @Test
  void comparableTaskStaysComparableAmongWrappedAndRawOnes() {
    List<Runnable> tasks = new ArrayList<>();
    for (int number : new int[] {3, 1, 2}) {
      tasks.add(FIXED.wrap((Runnable) new Numbered(number)));
    }
    tasks.add(new Numbered(0));
    Queue<Runnable> queue = new PriorityQueue<>(tasks.subList(0, 3));
    assertThat(unwrapped(queue)).containsExactly(new Numbered(1), new Numbered(2), new Numbered(3));

    @SuppressWarnings("unchecked")
    Comparable<Object> wrapped = (Comparable<Object>) tasks.get(0);
    assertThat(wrapped.compareTo(tasks.get(3))).isPositive();
    assertThat(wrapped.compareTo(tasks.get(1))).isPositive();
  }

  private static List<Runnable> unwrapped(Queue<Runnable> queue) {
    List<Runnable> inOrder = new ArrayList<>();
    while (!queue.isEmpty()) {
      inOrder.add(ContextTask.unwrap(queue.remove()));
    }
    return inOrder;
  }

  @Test
  void taskThatIsNotComparableDoesNotBecomeSo() {
    assertThat(FIXED.wrap((Runnable) () -> {})).isNotInstanceOf(Comparable.class);
  }
}
