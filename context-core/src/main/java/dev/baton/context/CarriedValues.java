package dev.baton.context;

import dev.baton.context.BatonInternal.ExchangedThreadLocal;
import dev.baton.context.storage.Reports;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Thread-local values that were captured along with a context. Immutable. */
final class CarriedValues implements ContextWrapper.Extras {
  private static final Object UNKNOWN = new Object();
  private static final @Nullable Object[] NO_VALUES = {};

  static final CarriedValues NONE = new CarriedValues(new CarriedThreadLocal<?>[0], NO_VALUES);

  private final CarriedThreadLocal<?>[] locals;
  private final @Nullable Object[] values;

  private CarriedValues(CarriedThreadLocal<?>[] locals, @Nullable Object[] values) {
    this.locals = locals;
    this.values = values;
  }

  /** What these have on the calling thread. */
  static CarriedValues capture(CarriedThreadLocal<?>[] locals) {
    if (locals.length == 0) {
      return NONE;
    }
    @Nullable Object[] values = read(locals);
    for (int i = 0; i < values.length; i++) {
      if (values[i] == UNKNOWN) {
        values[i] = null;
      }
    }
    return new CarriedValues(locals, values);
  }

  /** No value for any of them. */
  static CarriedValues cleared(CarriedThreadLocal<?>[] locals) {
    return locals.length == 0
        ? NONE
        : new CarriedValues(locals, new @Nullable Object[locals.length]);
  }

  @Override
  public CarriedValues values() {
    return this;
  }

  @Override
  public @Nullable Observation observation() {
    return null;
  }

  boolean isEmpty() {
    return locals.length == 0;
  }

  /** These, and of the others those that are lacking here; this itself if there are none. */
  CarriedValues and(CarriedValues others) {
    CarriedThreadLocal<?>[] all = union(locals, others.locals);
    if (all == locals) {
      return this;
    }
    @Nullable Object[] allValues = Arrays.copyOf(values, all.length);
    for (int i = values.length; i < all.length; i++) {
      allValues[i] = others.values[Arrays.asList(others.locals).indexOf(all[i])];
    }
    return new CarriedValues(all, allValues);
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

  /** What the calling thread has, for {@link #set} and {@link #restore}. */
  @Nullable Object[] previous() {
    return locals.length == 0 ? NO_VALUES : read(locals);
  }

  /** Sets the values on the calling thread, but for those that could not be put back. */
  void set(@Nullable Object[] previous) {
    for (int i = 0; i < locals.length; i++) {
      if (previous[i] != UNKNOWN) {
        set(locals[i], values[i], previous[i]);
      }
    }
  }

  /** Puts the calling thread back, the last one first. */
  void restore(@Nullable Object[] previous) {
    for (int i = locals.length - 1; i >= 0; i--) {
      if (previous[i] != UNKNOWN) {
        restore(locals[i], previous[i]);
      }
    }
  }

  private static @Nullable Object[] read(CarriedThreadLocal<?>[] locals) {
    @Nullable Object[] values = new @Nullable Object[locals.length];
    for (int i = 0; i < locals.length; i++) {
      try {
        values[i] = locals[i].get();
      } catch (Throwable t) {
        values[i] = UNKNOWN;
        Reports.userCodeFailed(locals[i], "get", t);
      }
    }
    return values;
  }

  @SuppressWarnings("unchecked") // each is given what it gave
  private static <T> void set(
      CarriedThreadLocal<T> local, @Nullable Object value, @Nullable Object previous) {
    try {
      if (local instanceof ExchangedThreadLocal<T> exchanged) {
        exchanged.exchange((T) value, (T) previous);
      } else if (value == null) {
        local.clear();
      } else {
        local.set((T) value);
      }
    } catch (Throwable t) {
      Reports.userCodeFailed(local, value == null ? "clear" : "set", t);
    }
  }

  @SuppressWarnings("unchecked") // each is given what it gave
  private static <T> void restore(CarriedThreadLocal<T> local, @Nullable Object previous) {
    try {
      local.restore((T) previous);
    } catch (Throwable t) {
      Reports.userCodeFailed(local, "restore", t);
    }
  }
}
