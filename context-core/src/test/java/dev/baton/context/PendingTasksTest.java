package dev.baton.context;

import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.testing.Calls;
import dev.baton.context.testing.RecordingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PendingTasksTest {
  private static final int MANY = 200; // several in each of the lists

  private final RecordingListener listener = new RecordingListener();
  private final Propagation propagation = Propagation.fixed(named("A")).with(listener);
  private final PendingTasks pending = new PendingTasks();

  private Runnable newTask() {
    return propagation.wrap((Runnable) () -> {});
  }

  private static PendingTask of(Runnable task) {
    return Objects.requireNonNull(BatonInternal.pending(task));
  }

  private Runnable add(Object handle) {
    Runnable task = newTask();
    pending.add(of(task), handle);
    return task;
  }

  @Test
  void taskIsPendingUntilItStarts() {
    Runnable task = add(null);
    assertThat(pending.all()).containsExactly(of(task));
    task.run();
    assertThat(pending.all()).isEmpty();
  }

  @Test
  void manyArePendingUntilEachIsDecided() {
    List<Runnable> tasks = new ArrayList<>();
    List<PendingTask> expected = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      tasks.add(add(null));
      expected.add(of(tasks.get(i)));
    }
    assertThat(pending.all()).containsExactlyInAnyOrderElementsOf(expected);
    for (int step : new int[] {3, 2, 1}) { // from the middle, and from both ends
      for (int i = 0; i < MANY; i += step) {
        tasks.get(i).run();
        expected.remove(of(tasks.get(i)));
      }
      assertThat(pending.all()).containsExactlyInAnyOrderElementsOf(expected);
    }
    assertThat(expected).isEmpty();
  }

  @Test
  void taskThatIsDecidedBeforeItIsAddedIsNotPending() {
    Runnable task = newTask();
    task.run();
    pending.add(of(task), "handle");
    assertThat(pending.all()).isEmpty();
    assertThat(of(task).handle()).isNull();
  }

  @Test
  void taskThatIsAddedTwiceIsPendingOnceAndKeepsItsFirstHandle() {
    Runnable task = add("first");
    pending.add(of(task), "second");
    new PendingTasks().add(of(task), "third");
    assertThat(pending.all()).containsExactly(of(task));
    assertThat(of(task).handle()).isEqualTo("first");
    task.run();
    assertThat(pending.all()).isEmpty();
  }

  @Test
  void handleIsKeptUntilTheTaskIsDecided() {
    Runnable task = add("handle");
    assertThat(of(task).handle()).isEqualTo("handle");
    of(task).cancelled();
    assertThat(of(task).handle()).isNull();
    assertThat(of(add(null)).handle()).isNull();
  }

  @Test
  void taskWhoseExecutorHasDroppedItIsToldAsCancelledWhenTheNextIsAdded() {
    addDroppable(newTask());
    Runnable kept = newTask();
    Calls.until(
        () -> {
          System.gc();
          addDroppable(kept);
          return listener.names().contains("cancelled");
        });
    assertThat(listener.names()).containsExactly("submitted", "submitted", "cancelled");
    assertThat(pending.all()).containsExactly(of(kept));
    assertThat(of(kept).handle()).isNull();
  }

  private void addDroppable(Runnable task) {
    pending.addDroppable(of(task), task);
  }
}
