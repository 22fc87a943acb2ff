package dev.baton.context;

import dev.baton.context.storage.Reports;
import io.opentelemetry.context.Context;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The listeners of one task, what each of them knows of it, and what has become of it. */
final class Observation {
  private final TaskListener[] listeners;
  private final @Nullable Object[] states;
  private final Object task;
  private final Context context;
  private final AtomicReference<Fate> fate = new AtomicReference<>(Fate.OPEN);

  private enum Fate {
    OPEN,
    STARTED_OR_REJECTED,
    CANCELLED
  }

  private interface Event {
    void tell(TaskListener listener, @Nullable Object state);
  }

  private Observation(TaskListener[] listeners, Object task, Context context) {
    this.listeners = listeners;
    this.states = new @Nullable Object[listeners.length];
    this.task = task;
    this.context = context;
  }

  /** Of a task that is wrapped for the first time; null if nobody listens. */
  static @Nullable Observation of(TaskListener[] listeners, Object task, Context context) {
    if (listeners.length == 0) {
      return null;
    }
    Observation observation = new Observation(listeners, task, context);
    observation.submitted(0);
    return observation;
  }

  /** The same task, heard of by more. */
  Observation joinedBy(TaskListener[] more) {
    TaskListener[] all = CarriedValues.union(listeners, more);
    if (all == listeners) {
      return this;
    }
    Observation joined = new Observation(all, task, context);
    System.arraycopy(states, 0, joined.states, 0, states.length);
    joined.submitted(states.length);
    return joined;
  }

  private void submitted(int from) {
    for (int i = from; i < listeners.length; i++) {
      try {
        states[i] = listeners[i].submitted(task, context);
      } catch (Throwable t) {
        Reports.userCodeFailed(listeners[i], "submitted", t);
      }
    }
  }

  private boolean decide(Fate decision) {
    return fate.compareAndSet(Fate.OPEN, decision);
  }

  /** To be cancelled is the end: should the task run all the same, then unheard. */
  private boolean isHeard() {
    return decide(Fate.STARTED_OR_REJECTED) || fate.get() != Fate.CANCELLED;
  }

  void started() {
    if (isHeard()) {
      tell("started", (listener, state) -> listener.started(task, context, state));
    }
  }

  void ended(@Nullable Throwable failure) {
    if (isHeard()) {
      tell("ended", (listener, state) -> listener.ended(task, context, state, failure));
    }
  }

  void leaked(Context leftOpen) {
    if (isHeard()) {
      tell("leaked", (listener, state) -> listener.leaked(task, context, state, leftOpen));
    }
  }

  void rejected(RejectedExecutionException reason) {
    if (decide(Fate.STARTED_OR_REJECTED)) {
      tell("rejected", (listener, state) -> listener.rejected(task, context, state, reason));
    }
  }

  void cancelled() {
    if (decide(Fate.CANCELLED)) {
      tell("cancelled", (listener, state) -> listener.cancelled(task, context, state));
    }
  }

  private void tell(String event, Event call) {
    for (int i = 0; i < listeners.length; i++) {
      try {
        call.tell(listeners[i], states[i]);
      } catch (Throwable t) {
        Reports.userCodeFailed(listeners[i], event, t);
      }
    }
  }
}
