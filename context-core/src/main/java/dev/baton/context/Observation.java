package dev.baton.context;

import dev.baton.context.storage.Reports;
import io.opentelemetry.context.Context;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** The listeners of one task, and what each of them knows of it. */
final class Observation extends PendingTask implements ContextWrapper.Extras {
  private final TaskListener[] listeners;

  /** What the only listener knows, or an array of what each one does. */
  private @Nullable Object state;

  // Null once it is decided what becomes of the task.
  private @Nullable Object task;
  private @Nullable Context context;

  private interface Event {
    void tell(TaskListener listener, @Nullable Object state);
  }

  private Observation(TaskListener[] listeners, Object task, Context context) {
    this.listeners = listeners;
    this.task = task;
    this.context = context;
  }

  /** Of a task that is wrapped for the first time; null if nobody listens. */
  static @Nullable Observation of(TaskListener[] listeners, Object task, Context context) {
    if (listeners.length == 0) {
      return null;
    }
    Observation observation = new Observation(listeners, task, context);
    if (listeners.length == 1) {
      observation.state = submitted(listeners[0], task, context);
    } else {
      observation.submitted(new @Nullable Object[listeners.length], 0, task, context);
    }
    return observation;
  }

  /**
   * @param another that is to hear of this task only, or null
   */
  static @Nullable Observation of(
      TaskListener[] listeners, @Nullable TaskListener another, Object task, Context context) {
    return another == null
        ? of(listeners, task, context)
        : of(CarriedValues.union(listeners, new TaskListener[] {another}), task, context);
  }

  /** The same task, heard of by more. */
  Observation joinedBy(TaskListener[] more, Object sameTask, Context sameContext) {
    TaskListener[] all = CarriedValues.union(listeners, more);
    if (all == listeners) {
      return this;
    }
    Observation joined = new Observation(all, sameTask, sameContext);
    @Nullable Object[] states = new @Nullable Object[all.length];
    for (int i = 0; i < listeners.length; i++) {
      states[i] = state(i);
    }
    joined.submitted(states, listeners.length, sameTask, sameContext);
    return joined;
  }

  private void submitted(@Nullable Object[] states, int from, Object ofTask, Context captured) {
    for (int i = from; i < listeners.length; i++) {
      states[i] = submitted(listeners[i], ofTask, captured);
    }
    state = states;
  }

  private static @Nullable Object submitted(TaskListener listener, Object task, Context context) {
    try {
      return listener.submitted(task, context);
    } catch (Throwable t) {
      Reports.userCodeFailed(listener, "submitted", t);
      return null;
    }
  }

  private @Nullable Object state(int i) {
    return listeners.length == 1 || state == null ? state : ((@Nullable Object[]) state)[i];
  }

  @Override
  public CarriedValues values() {
    return CarriedValues.NONE;
  }

  @Override
  public Observation observation() {
    return this;
  }

  /** Whether the task may run. */
  boolean started(Object running, Context current) {
    if (decide(STARTED)) {
      task = null;
      context = null;
    } else if (fate() != STARTED) {
      return fate() != NEVER;
    }
    for (int i = 0; i < listeners.length; i++) {
      try {
        listeners[i].started(running, current, state(i));
      } catch (Throwable t) {
        Reports.userCodeFailed(listeners[i], "started", t);
      }
    }
    return true;
  }

  void ended(Object running, Context current, @Nullable Throwable failure) {
    if (fate() != STARTED) {
      return;
    }
    for (int i = 0; i < listeners.length; i++) {
      try {
        listeners[i].ended(running, current, state(i), failure);
      } catch (Throwable t) {
        Reports.userCodeFailed(listeners[i], "ended", t);
      }
    }
  }

  void leaked(Object running, Context current, Context leftOpen) {
    if (fate() == STARTED) {
      tell("leaked", (listener, own) -> listener.leaked(running, current, own, leftOpen));
    }
  }

  @Override
  public void rejected(RejectedExecutionException reason) {
    rejected(OVER, reason);
  }

  @Override
  public void refused(RejectedExecutionException reason) {
    rejected(NEVER, reason);
  }

  private void rejected(int decision, RejectedExecutionException reason) {
    if (decide(decision)) {
      tellLast(
          "rejected",
          (listener, own) ->
              listener.rejected(
                  Objects.requireNonNull(task), Objects.requireNonNull(context), own, reason));
    }
  }

  @Override
  public void cancelled() {
    cancelled(NEVER);
  }

  @Override
  public void dropped() {
    cancelled(OVER);
  }

  private void cancelled(int decision) {
    if (decide(decision)) {
      tellLast(
          "cancelled",
          (listener, own) ->
              listener.cancelled(
                  Objects.requireNonNull(task), Objects.requireNonNull(context), own));
    }
  }

  /** Lets go of everything: a future that is kept may refer to this. */
  private void tellLast(String event, Event call) {
    tell(event, call);
    task = null;
    context = null;
    state = null;
  }

  /** What happens to each task is told without this: it takes an object for the call. */
  private void tell(String event, Event call) {
    for (int i = 0; i < listeners.length; i++) {
      try {
        call.tell(listeners[i], state(i));
      } catch (Throwable t) {
        Reports.userCodeFailed(listeners[i], event, t);
      }
    }
  }
}
