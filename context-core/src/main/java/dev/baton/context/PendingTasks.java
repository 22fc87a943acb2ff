package dev.baton.context;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Not API: the tasks that an executor was given and that have neither started nor been given up.
 * The tasks are the nodes of the lists they are in, so adding and removing one allocates nothing
 * and looks at no other but its neighbours. There are several lists, so that threads seldom meet.
 *
 * <p>Thread-safe.
 */
public final class PendingTasks {
  private static final int STRIPES = 16;

  private final Stripe[] stripes = new Stripe[STRIPES];
  final ReferenceQueue<Object> unreachable = new ReferenceQueue<>();

  /** None as yet. */
  public PendingTasks() {
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new Stripe();
    }
  }

  /**
   * A task that was handed over; it is removed when it is decided what becomes of it. One that has
   * been handed over before stays where it is.
   *
   * @param handle what the executor knows it by, or null; is held as long as the task is pending
   */
  public void add(PendingTask task, @Nullable Object handle) {
    if (task.isOpen()) {
      Stripe stripe = stripes[ThreadLocalRandom.current().nextInt(STRIPES)];
      if (task.claim(stripe)) {
        if (handle != null) {
          task.knownBy(handle);
        }
        stripe.add(task);
      }
    }
  }

  /**
   * As {@link #add}, to an executor that may drop tasks without a word.
   *
   * @param given what it was given; if that is unreachable, then so is the task
   */
  public void addDroppable(PendingTask task, Object given) {
    tellDropped();
    if (task.isOpen()) {
      add(task, new PendingTask.Watch(given, task, this));
    }
  }

  private void tellDropped() {
    for (Reference<?> gone = unreachable.poll(); gone != null; gone = unreachable.poll()) {
      ((PendingTask.Watch) gone).task.dropped();
    }
  }

  /** All that are pending now. */
  public List<PendingTask> all() {
    List<PendingTask> all = new ArrayList<>();
    for (Stripe stripe : stripes) {
      stripe.copyTo(all);
    }
    return all;
  }

  /** One of the lists. Nothing is called while its lock is held that could fail, or wait. */
  static final class Stripe {
    private @Nullable PendingTask first;

    synchronized void add(PendingTask task) {
      if (task.isOpen()) {
        PendingTask second = first;
        if (second != null) {
          second.previous = task;
          task.next = second;
        }
        first = task;
      }
    }

    synchronized void remove(PendingTask task) {
      PendingTask previous = task.previous;
      PendingTask next = task.next;
      if (previous != null) {
        previous.next = next;
      } else if (first == task) {
        first = next;
      } else {
        return; // decided before it was added
      }
      if (next != null) {
        next.previous = previous;
      }
      task.previous = null;
      task.next = null;
    }

    synchronized void copyTo(List<PendingTask> all) {
      for (PendingTask task = first; task != null; task = task.next) {
        all.add(task);
      }
    }
  }
}
