package dev.baton.context;

import io.opentelemetry.context.Context;
import java.util.Arrays;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a wrapped task has beside its context: captured thread-local values, and a listener. Most
 * have neither, and then there is no such object.
 */
final class Extras {
  private static final ThreadLocalAccessor<?>[] NO_ACCESSORS = {};
  private static final @Nullable Object[] NO_VALUES = {};

  private final ThreadLocalAccessor<Object>[] accessors;
  private final @Nullable Object[] values;
  private final @Nullable Observation observation;

  private Extras(
      ThreadLocalAccessor<Object>[] accessors,
      @Nullable Object[] values,
      @Nullable Observation observation) {
    this.accessors = accessors;
    this.values = values;
    this.observation = observation;
  }

  /** A listener, and what it knows of one task. */
  private static final class Observation {
    final TaskListener listener;
    final Object task;
    final Context context;
    final @Nullable Object state;
    final AtomicBoolean decided = new AtomicBoolean(); // it started, was rejected or was cancelled

    Observation(TaskListener listener, Object task, Context context) {
      this.listener = listener;
      this.task = task;
      this.context = context;
      Object submitted = null;
      try {
        submitted = listener.submitted(task, context);
      } catch (Throwable t) {
        Reports.userCodeFailed(listener, "submitted", t);
      }
      this.state = submitted;
    }

    void tell(String event, Consumer<TaskListener> call) {
      try {
        call.accept(listener);
      } catch (Throwable t) {
        Reports.userCodeFailed(listener, event, t);
      }
    }
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

  @SuppressWarnings("unchecked") // each value came from the accessor that it is given back to
  static @Nullable Extras of(
      ThreadLocalAccessor<?>[] accessors,
      @Nullable Object[] values,
      @Nullable TaskListener listener,
      Object task,
      Context context) {
    if (accessors.length == 0 && listener == null) {
      return null;
    }
    return new Extras(
        (ThreadLocalAccessor<Object>[]) accessors,
        values,
        listener == null ? null : new Observation(listener, task, context));
  }

  /**
   * What a task that is wrapped again has in the end: all that {@code first} has, and from the
   * second wrapping only what that lacks.
   */
  @SuppressWarnings("unchecked") // as above
  static @Nullable Extras merge(
      @Nullable Extras first,
      ThreadLocalAccessor<?>[] accessors,
      @Nullable Object[] values,
      @Nullable TaskListener listener,
      Object task,
      Context context) {
    ThreadLocalAccessor<?>[] allAccessors = first == null ? NO_ACCESSORS : first.accessors;
    @Nullable Object[] allValues = first == null ? NO_VALUES : first.values;
    for (int i = 0; i < accessors.length; i++) {
      if (!Arrays.asList(allAccessors).contains(accessors[i])) {
        allAccessors = Arrays.copyOf(allAccessors, allAccessors.length + 1);
        allAccessors[allAccessors.length - 1] = accessors[i];
        allValues = Arrays.copyOf(allValues, allValues.length + 1);
        allValues[allValues.length - 1] = values[i];
      }
    }
    Observation observation = first == null ? null : first.observation;
    if (observation == null && listener != null) {
      observation = new Observation(listener, task, context);
    } else if (first == null || allAccessors == first.accessors) {
      return first;
    }
    return new Extras((ThreadLocalAccessor<Object>[]) allAccessors, allValues, observation);
  }

  /** The values that the accessors have on the calling thread. */
  static @Nullable Object[] capture(ThreadLocalAccessor<?>[] accessors) {
    if (accessors.length == 0) {
      return NO_VALUES;
    }
    @Nullable Object[] values = new @Nullable Object[accessors.length];
    for (int i = 0; i < accessors.length; i++) {
      values[i] = read(accessors[i]);
    }
    return values;
  }

  private static @Nullable Object read(ThreadLocalAccessor<?> accessor) {
    try {
      return accessor.get();
    } catch (Throwable t) {
      Reports.userCodeFailed(accessor, "get", t);
      return null;
    }
  }

  private static void write(ThreadLocalAccessor<Object> accessor, @Nullable Object value) {
    try {
      if (value == null) {
        accessor.clear();
      } else {
        accessor.set(value);
      }
    } catch (Throwable t) {
      Reports.userCodeFailed(accessor, value == null ? "clear" : "set", t);
    }
  }

  /** After the context was attached: sets the values, tells the listener. */
  Run enter(@Nullable Object before) {
    Run run = new Run(before, capture(accessors));
    for (int i = 0; i < accessors.length; i++) {
      write(accessors[i], values[i]);
    }
    Observation o = observation;
    if (o != null) {
      o.decided.set(true);
      o.tell("started", listener -> listener.started(o.task, o.context, o.state));
    }
    return run;
  }

  /** Before the context is restored: tells the listener, puts the values back. */
  void exit(Run run) {
    Observation o = observation;
    if (o != null) {
      o.tell("ended", listener -> listener.ended(o.task, o.context, o.state, run.failure));
    }
    for (int i = accessors.length - 1; i >= 0; i--) {
      write(accessors[i], run.previous[i]);
    }
  }

  void leaked(Context leftOpen) {
    Observation o = observation;
    if (o != null) {
      o.tell("leaked", listener -> listener.leaked(o.task, o.context, o.state, leftOpen));
    }
  }

  void rejected(RejectedExecutionException reason) {
    Observation o = observation;
    if (o != null && o.decided.compareAndSet(false, true)) {
      o.tell("rejected", listener -> listener.rejected(o.task, o.context, o.state, reason));
    }
  }

  void cancelled() {
    Observation o = observation;
    if (o != null && o.decided.compareAndSet(false, true)) {
      o.tell("cancelled", listener -> listener.cancelled(o.task, o.context, o.state));
    }
  }
}
