package dev.baton.context;

import io.opentelemetry.context.Context;
import java.util.Arrays;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What a wrapped task has beside its context: captured thread-local values, and listeners. Most
 * have neither, and then there is no such object.
 */
final class Extras {
  private static final @Nullable Object[] NO_VALUES = {};

  private final ThreadLocalAccessor<?>[] accessors;
  private final @Nullable Object[] values;
  private final @Nullable Observation observation;

  private Extras(
      ThreadLocalAccessor<?>[] accessors,
      @Nullable Object[] values,
      @Nullable Observation observation) {
    this.accessors = accessors;
    this.values = values;
    this.observation = observation;
  }

  private enum Fate {
    OPEN,
    STARTED_OR_REJECTED,
    CANCELLED
  }

  /** The listeners of one task, and what each of them knows of it. */
  private static final class Observation {
    final TaskListener[] listeners;
    final @Nullable Object[] states;
    final Object task;
    final Context context;
    final AtomicReference<Fate> fate = new AtomicReference<>(Fate.OPEN);

    private Observation(TaskListener[] listeners, Object task, Context context) {
      this.listeners = listeners;
      this.states = new @Nullable Object[listeners.length];
      this.task = task;
      this.context = context;
    }

    static @Nullable Observation of(TaskListener[] listeners, Object task, Context context) {
      if (listeners.length == 0) {
        return null;
      }
      Observation observation = new Observation(listeners, task, context);
      observation.submitted(0);
      return observation;
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

    /** The same task, heard of by more. */
    Observation joinedBy(TaskListener[] more) {
      TaskListener[] all = union(listeners, more);
      if (all == listeners) {
        return this;
      }
      Observation joined = new Observation(all, task, context);
      System.arraycopy(states, 0, joined.states, 0, states.length);
      joined.submitted(states.length);
      return joined;
    }

    boolean decide(Fate decision) {
      return fate.compareAndSet(Fate.OPEN, decision);
    }

    /** To be cancelled is the end: should the task run all the same, then unheard. */
    boolean isHeard() {
      return decide(Fate.STARTED_OR_REJECTED) || fate.get() != Fate.CANCELLED;
    }

    void tell(String event, Event call) {
      for (int i = 0; i < listeners.length; i++) {
        try {
          call.tell(listeners[i], states[i]);
        } catch (Throwable t) {
          Reports.userCodeFailed(listeners[i], event, t);
        }
      }
    }
  }

  private interface Event {
    void tell(TaskListener listener, @Nullable Object state);
  }

  /** One run of a task: what has to be put back after it. */
  static final class Run {
    final @Nullable Object before;
    final @Nullable Object[] previous;
    @Nullable Throwable failure;

    Run(@Nullable Object before, @Nullable Object[] previous) {
      this.before = before;
      this.previous = previous;
    }
  }

  /** What a task gets that is wrapped for the first time. */
  static @Nullable Extras of(
      ThreadLocalAccessor<?>[] accessors,
      @Nullable Object[] values,
      TaskListener[] listeners,
      Object task,
      Context context) {
    return accessors.length == 0 && listeners.length == 0
        ? null
        : new Extras(accessors, values, Observation.of(listeners, task, context));
  }

  /**
   * What a task gets that is wrapped again: all that it has, and of the second wrapping what it
   * lacks. The same object, if that is nothing.
   */
  Extras mergedWith(
      ThreadLocalAccessor<?>[] more,
      @Nullable Object[] moreValues,
      TaskListener[] listeners,
      Object task,
      Context context) {
    ThreadLocalAccessor<?>[] all = union(accessors, more);
    @Nullable Object[] allValues = Arrays.copyOf(values, all.length);
    for (int i = values.length; i < all.length; i++) {
      allValues[i] = moreValues[Arrays.asList(more).indexOf(all[i])];
    }
    Observation joined =
        observation == null
            ? Observation.of(listeners, task, context)
            : observation.joinedBy(listeners);
    return all == accessors && joined == observation ? this : new Extras(all, allValues, joined);
  }

  /** Both, in order and each once; {@code first} itself, if {@code more} has nothing new. */
  static <T> T[] union(T[] first, T[] more) {
    T[] all = first;
    for (T one : more) {
      if (!Arrays.asList(all).contains(one)) {
        all = Arrays.copyOf(all, all.length + 1);
        all[all.length - 1] = one;
      }
    }
    return all;
  }

  /** The values that the accessors have on the calling thread. */
  static @Nullable Object[] capture(ThreadLocalAccessor<?>[] accessors) {
    if (accessors.length == 0) {
      return NO_VALUES;
    }
    @Nullable Object[] values = new @Nullable Object[accessors.length];
    for (int i = 0; i < accessors.length; i++) {
      try {
        values[i] = accessors[i].get();
      } catch (Throwable t) {
        Reports.userCodeFailed(accessors[i], "get", t);
      }
    }
    return values;
  }

  @SuppressWarnings("unchecked") // each accessor is given what it gave
  private static <T> void write(ThreadLocalAccessor<T> accessor, @Nullable Object value) {
    try {
      if (value == null) {
        accessor.clear();
      } else {
        accessor.set((T) value);
      }
    } catch (Throwable t) {
      Reports.userCodeFailed(accessor, value == null ? "clear" : "set", t);
    }
  }

  /** After the context was attached: sets the values, tells the listeners. */
  Run enter(@Nullable Object before) {
    Run run = new Run(before, capture(accessors));
    for (int i = 0; i < accessors.length; i++) {
      write(accessors[i], values[i]);
    }
    Observation o = observation;
    if (o != null && o.isHeard()) {
      o.tell("started", (listener, state) -> listener.started(o.task, o.context, state));
    }
    return run;
  }

  /** Before the context is restored: tells the listeners, puts the values back. */
  void exit(Run run) {
    Observation o = observation;
    if (o != null && o.isHeard()) {
      o.tell("ended", (listener, state) -> listener.ended(o.task, o.context, state, run.failure));
    }
    for (int i = accessors.length - 1; i >= 0; i--) {
      write(accessors[i], run.previous[i]);
    }
  }

  void leaked(Context leftOpen) {
    Observation o = observation;
    if (o != null && o.isHeard()) {
      o.tell("leaked", (listener, state) -> listener.leaked(o.task, o.context, state, leftOpen));
    }
  }

  void rejected(RejectedExecutionException reason) {
    Observation o = observation;
    if (o != null && o.decide(Fate.STARTED_OR_REJECTED)) {
      o.tell("rejected", (listener, state) -> listener.rejected(o.task, o.context, state, reason));
    }
  }

  void cancelled() {
    Observation o = observation;
    if (o != null && o.decide(Fate.CANCELLED)) {
      o.tell("cancelled", (listener, state) -> listener.cancelled(o.task, o.context, state));
    }
  }
}
