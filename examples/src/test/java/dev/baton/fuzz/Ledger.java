package dev.baton.fuzz;

import dev.baton.context.TaskListener;
import dev.baton.fuzz.Body.Heard;
import io.opentelemetry.context.Context;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;

/** A listener that keeps an account of each body, and hears of nothing else. */
final class Ledger implements TaskListener {
  private static final Heard SUBMITTED = new Heard(1, 0, 0, 0, 0);
  private static final Heard STARTED = new Heard(0, 1, 0, 0, 0);
  private static final Heard ENDED = new Heard(0, 0, 1, 0, 0);
  private static final Heard REJECTED = new Heard(0, 0, 0, 1, 0);
  private static final Heard CANCELLED = new Heard(0, 0, 0, 0, 1);

  private final Program program;
  private final Map<Body, Heard> accounts = new ConcurrentHashMap<>();

  Ledger(Program program) {
    this.program = program;
  }

  Heard of(Body body) {
    return accounts.get(body);
  }

  private Object add(Object task, Heard heard) {
    if (task instanceof View view) {
      accounts.merge(view.body(), heard, Heard::plus);
    } else {
      program.fail("a listener heard of " + task.getClass());
    }
    return this;
  }

  private void add(Object task, Object state, Heard heard) {
    if (state != this) {
      program.fail("a listener was given " + state);
    }
    add(task, heard);
  }

  private void isCurrent(Context context) {
    if (Context.current() != context) {
      program.fail("a listener heard under another context");
    }
  }

  @Override
  public Object submitted(Object task, Context context) {
    return add(task, SUBMITTED);
  }

  @Override
  public void started(Object task, Context context, Object state) {
    isCurrent(context);
    add(task, state, STARTED);
  }

  @Override
  public void ended(Object task, Context context, Object state, Throwable failure) {
    add(task, state, ENDED);
  }

  @Override
  public void rejected(
      Object task, Context context, Object state, RejectedExecutionException reason) {
    add(task, state, REJECTED);
  }

  @Override
  public void cancelled(Object task, Context context, Object state) {
    add(task, state, CANCELLED);
  }
}
