package dev.baton.fuzz;

import dev.baton.context.TaskListener;
import io.opentelemetry.context.Context;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A listener for boundaries that have tasks of their own: who those are is not known, but what has
 * started ends, and what was dropped does not start.
 */
final class LooseLedger implements TaskListener {
  private final Queue<Account> accounts = new ConcurrentLinkedQueue<>();

  private record Account(
      Object task, AtomicInteger started, AtomicInteger ended, AtomicInteger dropped) {
    /** Without the task, which may be something that prints itself for ever. */
    String describe() {
      return "%s started, %s ended, %s dropped".formatted(started, ended, dropped);
    }

    boolean isBalanced() {
      return started.get() == ended.get()
          && dropped.get() <= 1
          && (dropped.get() == 0 || ended.get() == 0);
    }
  }

  /** What is wrong, or null. */
  String wrong() {
    for (Account account : accounts) {
      if (!account.isBalanced()) {
        return "a listener heard of a " + account.task.getClass() + ": " + account.describe();
      }
    }
    return null;
  }

  @Override
  public Object submitted(Object task, Context context) {
    Account account =
        new Account(task, new AtomicInteger(), new AtomicInteger(), new AtomicInteger());
    accounts.add(account);
    return account;
  }

  @Override
  public void started(Object task, Context context, Object state) {
    ((Account) state).started().incrementAndGet();
  }

  @Override
  public void ended(Object task, Context context, Object state, Throwable failure) {
    ((Account) state).ended().incrementAndGet();
  }

  @Override
  public void rejected(
      Object task, Context context, Object state, RejectedExecutionException reason) {
    ((Account) state).dropped().incrementAndGet();
  }

  @Override
  public void cancelled(Object task, Context context, Object state) {
    ((Account) state).dropped().incrementAndGet();
  }
}
