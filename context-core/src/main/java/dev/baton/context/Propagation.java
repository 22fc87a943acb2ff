package dev.baton.context;

import io.opentelemetry.context.Context;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is carried to the thread that runs a task, and when it is captured. Wraps tasks and
 * functions itself; every other wrapper takes one of these.
 *
 * {@snippet file="dev/baton/context/PropagationTest.java" region="propagation"}
 *
 * <p><b>Capture</b> is on the thread that calls {@code wrap}: at that moment with {@link
 * #capturing()}, earlier with {@link #fixed} and {@link #captured()}.
 *
 * <p><b>Restore</b> is on the thread that runs the task, when it ends, however it ends. The thread
 * gets back what was current before; if that was a scope that has been closed in the meantime, the
 * innermost one that is still open. What the task left open is closed for it and reported in the
 * log, once for each class of task. That much holds with the storage of {@link Baton#install()};
 * what can be done on others stands in RATIONALE.md.
 *
 * <p><b>Wrapping twice</b>: what was captured first stays; the second wrapping adds the accessors
 * and the listener that the first lacks.
 *
 * <p><b>Cost</b>: one object of 24 bytes for each wrapping, and with the storage of {@link
 * Baton#install()} nothing when it runs. Accessors and listeners cost on top what they do, only
 * where there are some.
 *
 * <p><b>Not carried</b>: any interface that a task has beside the one it is wrapped as, except
 * {@link Comparable} of a {@link Runnable}; {@link ContextTask#unwrap(Object)} gives the task back.
 *
 * <p>Immutable and thread-safe. Making one does not initialise OpenTelemetry's context storage; the
 * first capture does. A null argument is refused with a {@link NullPointerException} that names it.
 */
public final class Propagation {
  private static final ThreadLocalAccessor<?>[] NONE = {};
  private static final TaskListener[] NOBODY = {};
  private static final Propagation CAPTURING = new Propagation(Mode.CAPTURING, NONE, NOBODY);
  private static final Propagation ROOT = new Propagation(Mode.ROOT, NONE, NOBODY);

  private enum Mode {
    CAPTURING,
    FIXED,
    ROOT
  }

  private final Mode mode;
  private final ThreadLocalAccessor<?>[] accessors;
  private final TaskListener[] listeners;
  private final @Nullable Context fixedContext;
  private final @Nullable Object[] fixedValues; // for FIXED; for ROOT as many nulls

  private Propagation(Mode mode, ThreadLocalAccessor<?>[] accessors, TaskListener[] listeners) {
    this(mode, accessors, listeners, null, new @Nullable Object[accessors.length]);
  }

  private Propagation(
      Mode mode,
      ThreadLocalAccessor<?>[] accessors,
      TaskListener[] listeners,
      @Nullable Context fixedContext,
      @Nullable Object[] fixedValues) {
    this.mode = mode;
    this.accessors = accessors;
    this.listeners = listeners;
    this.fixedContext = fixedContext;
    this.fixedValues = fixedValues;
  }

  /** Carries {@link Context#current()} of each wrapping. The default everywhere. */
  public static Propagation capturing() {
    return CAPTURING;
  }

  /**
   * Carries the same context each time.
   *
   * @param context what each task runs under
   */
  public static Propagation fixed(Context context) {
    Objects.requireNonNull(context, "context");
    return new Propagation(Mode.FIXED, NONE, NOBODY, context, new @Nullable Object[0]);
  }

  /**
   * Carries nothing: a task runs under {@link Context#root()}, with the thread-locals of the
   * accessors cleared, whatever is current on the thread that runs it. For work that belongs to no
   * request, such as a job that schedules itself anew each time.
   */
  public static Propagation root() {
    return ROOT;
  }

  /**
   * Carries these thread-locals too. With {@link #fixed} their values are read now, otherwise along
   * with the context. An accessor that is equal to one already there is left out.
   *
   * @param more accessors of what is to be carried
   */
  public Propagation with(ThreadLocalAccessor<?>... more) {
    Objects.requireNonNull(more, "accessors");
    for (ThreadLocalAccessor<?> accessor : more) {
      Objects.requireNonNull(accessor, "accessor");
    }
    ThreadLocalAccessor<?>[] allAccessors = Extras.union(accessors, more);
    @Nullable Object[] values = Arrays.copyOf(fixedValues, allAccessors.length);
    if (mode == Mode.FIXED) {
      ThreadLocalAccessor<?>[] added =
          Arrays.copyOfRange(allAccessors, accessors.length, allAccessors.length);
      System.arraycopy(Extras.capture(added), 0, values, accessors.length, added.length);
    }
    return new Propagation(mode, allAccessors, listeners, fixedContext, values);
  }

  /**
   * Tells this listener too of each task.
   *
   * @param listener is told after those that are already there, unless it is one of them
   */
  public Propagation with(TaskListener listener) {
    Objects.requireNonNull(listener, "listener");
    return with(new TaskListener[] {listener});
  }

  private Propagation with(TaskListener[] more) {
    return new Propagation(
        mode, accessors, Extras.union(listeners, more), fixedContext, fixedValues);
  }

  /**
   * Captures what this does; carries the accessors, and tells the listeners, of the other one too.
   * For a callback that is registered here and handed to an executor which adds something of its
   * own. What both have, they have once.
   *
   * @param other what it captures is left aside
   */
  public Propagation and(Propagation other) {
    Propagation all = other.accessors.length == 0 ? this : with(other.accessors);
    return other.listeners.length == 0 ? all : all.with(other.listeners);
  }

  /**
   * Captures now, once for all that the result wraps: the same context and the same values for
   * each.
   */
  public Propagation captured() {
    return mode == Mode.CAPTURING
        ? new Propagation(
            Mode.FIXED, accessors, listeners, Context.current(), Extras.capture(accessors))
        : this;
  }

  /**
   * What a task runs under that comes round again and again: root if this captures, or else the
   * same as this. A periodic task that kept the context of the request that scheduled it would
   * lengthen that trace for ever, and keep it in memory. To have that all the same, schedule a
   * wrapped task.
   */
  public Propagation periodic() {
    return mode == Mode.CAPTURING ? new Propagation(Mode.ROOT, accessors, listeners) : this;
  }

  /**
   * Captures now, for code that is more than one task or function: a listener with several methods,
   * a coroutine that goes on again and again. A {@link TaskListener} hears nothing of it.
   */
  public ContextSnapshot capture() {
    Context context = context();
    return new ContextSnapshot(context, Extras.of(accessors, values(), NOBODY, this, context));
  }

  /** Whether a {@link TaskListener} is told of what becomes of a task. */
  public boolean hasListener() {
    return listeners.length != 0;
  }

  /**
   * Wraps a task. It stays {@link Comparable} if it is.
   *
   * @param task what to run
   * @return runs it under what this carries; also a {@link ContextTask}
   */
  public Runnable wrap(Runnable task) {
    return wrap(task, "task", Wrapped::runnable);
  }

  /** Wraps a {@link Callable}, as {@link #wrap(Runnable)} does. */
  public <V> Callable<V> wrap(Callable<V> task) {
    return wrap(task, "task", Wrapped.ContextCallable::new);
  }

  /** Wraps a {@link Supplier}, as {@link #wrap(Runnable)} does. */
  public <T> Supplier<T> wrapSupplier(Supplier<T> supplier) {
    return wrap(supplier, "supplier", Wrapped.ContextSupplier::new);
  }

  /** Wraps a {@link Consumer}, as {@link #wrap(Runnable)} does. */
  public <T> Consumer<T> wrapConsumer(Consumer<T> consumer) {
    return wrap(consumer, "consumer", Wrapped.ContextConsumer::new);
  }

  /** Wraps a {@link BiConsumer}, as {@link #wrap(Runnable)} does. */
  public <T, U> BiConsumer<T, U> wrapConsumer(BiConsumer<T, U> consumer) {
    return wrap(consumer, "consumer", Wrapped.ContextBiConsumer::new);
  }

  /** Wraps a {@link Function}, as {@link #wrap(Runnable)} does. */
  public <T, R> Function<T, R> wrapFunction(Function<T, R> function) {
    return wrap(function, "function", Wrapped.ContextFunction::new);
  }

  /** Wraps a {@link BiFunction}, as {@link #wrap(Runnable)} does. */
  public <T, U, R> BiFunction<T, U, R> wrapFunction(BiFunction<T, U, R> function) {
    return wrap(function, "function", Wrapped.ContextBiFunction::new);
  }

  /** Wraps a {@link Predicate}, as {@link #wrap(Runnable)} does. */
  public <T> Predicate<T> wrapPredicate(Predicate<T> predicate) {
    return wrap(predicate, "predicate", Wrapped.ContextPredicate::new);
  }

  /** Wraps a {@link BiPredicate}, as {@link #wrap(Runnable)} does. */
  public <T, U> BiPredicate<T, U> wrapPredicate(BiPredicate<T, U> predicate) {
    return wrap(predicate, "predicate", Wrapped.ContextBiPredicate::new);
  }

  /** Wraps a {@link UnaryOperator}, as {@link #wrap(Runnable)} does. */
  public <T> UnaryOperator<T> wrapOperator(UnaryOperator<T> operator) {
    return wrap(operator, "operator", Wrapped.ContextUnaryOperator::new);
  }

  /** Wraps a {@link BinaryOperator}, as {@link #wrap(Runnable)} does. */
  public <T> BinaryOperator<T> wrapOperator(BinaryOperator<T> operator) {
    return wrap(operator, "operator", Wrapped.ContextBinaryOperator::new);
  }

  private <T> T wrap(T task, String what, Wrapped.Maker<T> maker) {
    if (task instanceof ContextTask wrapped) {
      return wrapped instanceof Boundary first ? again(first, task, maker) : task;
    }
    Objects.requireNonNull(task, what);
    Context context = context();
    return maker.make(task, context, Extras.of(accessors, values(), listeners, task, context));
  }

  @SuppressWarnings("unchecked") // what was wrapped as a T wraps a T
  private <T> T again(Boundary first, T task, Wrapped.Maker<T> maker) {
    if (accessors.length == 0 && listeners.length == 0) {
      return task;
    }
    T original = (T) first.unwrap();
    Context context = first.context();
    Extras extras =
        first.extras == null
            ? Extras.of(accessors, values(), listeners, original, context)
            : first.extras.mergedWith(accessors, values(), listeners, original, context);
    return extras == first.extras ? task : maker.make(original, context, extras);
  }

  private Context context() {
    return switch (mode) {
      case CAPTURING -> Context.current();
      case ROOT -> Context.root();
      case FIXED -> Objects.requireNonNull(fixedContext);
    };
  }

  private @Nullable Object[] values() {
    return mode == Mode.CAPTURING ? Extras.capture(accessors) : fixedValues;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("Propagation[");
    text.append(
        mode == Mode.FIXED ? String.valueOf(fixedContext) : mode.name().toLowerCase(Locale.ROOT));
    for (ThreadLocalAccessor<?> accessor : accessors) {
      text.append(", ").append(accessor);
    }
    for (TaskListener listener : listeners) {
      text.append(", ").append(listener);
    }
    return text.append(']').toString();
  }
}
