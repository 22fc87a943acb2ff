package dev.baton.micrometer;

import dev.baton.context.storage.Attachment;
import dev.baton.context.storage.Reports;
import dev.baton.context.storage.Storage;
import io.micrometer.context.ThreadLocalAccessor;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * What the registered accessors said on a thread. Captured for a task it does not change; of the
 * thread that runs the task, it also knows what has to be undone.
 */
final class RegisteredValues {
  /** Of an accessor that is left alone. */
  private static final Object LEFT_ALONE = new Object();

  private final ThreadLocalAccessor<?>[] accessors;
  private final @Nullable Object[] values;
  private @Nullable Attachment onTop;
  private Context context = Context.root(); // that is attached on top

  private RegisteredValues(ThreadLocalAccessor<?>[] accessors) {
    this.accessors = accessors;
    this.values = new @Nullable Object[accessors.length];
  }

  static RegisteredValues read(ThreadLocalAccessor<?>[] accessors) {
    RegisteredValues read = new RegisteredValues(accessors);
    for (int i = 0; i < accessors.length; i++) {
      read.values[i] = valueOf(accessors[i]);
    }
    return read;
  }

  /** OpenTelemetry's context, whoever has registered it, travels by itself. */
  private static @Nullable Object valueOf(ThreadLocalAccessor<?> accessor) {
    if (accessor instanceof OpenTelemetryContextAccessor) {
      return LEFT_ALONE;
    }
    try {
      Object value = accessor.getValue();
      return value instanceof Context ? LEFT_ALONE : value;
    } catch (Throwable t) {
      Reports.userCodeFailed(accessor, "getValue", t);
      return LEFT_ALONE;
    }
  }

  /**
   * Sets what was captured in place of these on the calling thread, and clears what was not. An
   * accessor may open scopes of OpenTelemetry's for it; the context stays as it is.
   */
  void replaceBy(@Nullable RegisteredValues captured) {
    Context before = Context.current();
    for (int i = 0; i < accessors.length; i++) {
      if (values[i] != LEFT_ALONE) {
        set(i, captured == null ? null : captured.valueFor(accessors[i], i));
      }
    }
    if (Context.current() != before) {
      context = before;
      onTop = Storage.inUse().attach(before);
    }
  }

  private @Nullable Object valueFor(ThreadLocalAccessor<?> accessor, int index) {
    Object value = null;
    if (index < accessors.length && accessors[index] == accessor) {
      value = values[index];
    } else {
      for (int i = 0; i < accessors.length; i++) {
        if (accessors[i].key().equals(accessor.key())) {
          value = values[i];
        }
      }
    }
    return value == LEFT_ALONE ? null : value;
  }

  private void set(int index, @Nullable Object value) {
    ThreadLocalAccessor<?> accessor = accessors[index];
    try {
      set(accessor, value);
    } catch (Throwable t) {
      Reports.userCodeFailed(accessor, "setValue", t);
      if (valueOf(accessor) == values[index]) {
        values[index] = LEFT_ALONE; // nothing was set: there is nothing to take off
      }
    }
  }

  @SuppressWarnings("unchecked") // is given what it gave
  private static <V> void set(ThreadLocalAccessor<V> accessor, @Nullable Object value) {
    if (value == null) {
      accessor.setValue();
    } else {
      accessor.setValue((V) value);
    }
  }

  /** Puts the calling thread back, the last one first. */
  void restore() {
    Attachment attached = onTop;
    if (attached != null) {
      onTop = null;
      attached.restore(context, this);
    }
    for (int i = accessors.length - 1; i >= 0; i--) {
      if (values[i] != LEFT_ALONE) {
        try {
          restore(accessors[i], values[i]);
        } catch (Throwable t) {
          Reports.userCodeFailed(accessors[i], "restore", t);
        }
      }
    }
  }

  @SuppressWarnings("unchecked") // is given what it gave
  private static <V> void restore(ThreadLocalAccessor<V> accessor, @Nullable Object previous) {
    if (previous == null) {
      accessor.restore();
    } else {
      accessor.restore((V) previous);
    }
  }
}
