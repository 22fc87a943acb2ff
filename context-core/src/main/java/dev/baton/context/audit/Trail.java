package dev.baton.context.audit;

import dev.baton.context.storage.WatchingStorage;
import io.opentelemetry.context.Context;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the audit knows of one thread. Touched by that thread only. */
final class Trail extends WatchingStorage.Notes {
  /** Beyond this many the oldest are forgotten. */
  private static final int MOST = 256;

  private final ArrayDeque<OpenScope> opens = new ArrayDeque<>();
  private final ArrayDeque<Submission> tasks = new ArrayDeque<>();

  /** Reads that found nothing and were not looked at since the last one that was. */
  long skipped;

  /** Whether the audit is at work on this thread: what it calls may come back here. */
  boolean isBusy;

  void began(Submission task) {
    if (tasks.size() == MOST) {
      tasks.removeFirst();
    }
    tasks.addLast(task);
  }

  void ended(Submission task) {
    Iterator<Submission> latest = tasks.descendingIterator();
    while (latest.hasNext()) {
      if (latest.next() == task) {
        latest.remove();
        return;
      }
    }
  }

  /** The one that runs now, if it is known. */
  @Nullable Submission task() {
    return tasks.peekLast();
  }

  void opened(OpenScope scope) {
    prune();
    if (opens.size() == MOST) {
      opens.removeFirst();
    }
    opens.addLast(scope);
  }

  /** The innermost that is open, of those that are known. */
  @Nullable OpenScope innermost() {
    prune();
    return opens.peekLast();
  }

  Iterable<OpenScope> innermostFirst() {
    prune();
    return opens::descendingIterator;
  }

  /** Those that are open, down to the one that has made this context current; none if none has. */
  List<OpenScope> innermostUpTo(Context context) {
    List<OpenScope> found = new ArrayList<>();
    for (OpenScope open : innermostFirst()) {
      if (!open.isClosed()) {
        found.add(open);
      }
      if (open.isOf(context)) {
        return found;
      }
    }
    return List.of();
  }

  private void prune() {
    while (!opens.isEmpty() && opens.peekLast().isClosed()) {
      opens.removeLast();
    }
  }
}
