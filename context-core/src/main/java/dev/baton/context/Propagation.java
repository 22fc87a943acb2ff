package dev.baton.context;

import dev.baton.context.BatonInternal.CaptureWatch;
import dev.baton.context.BatonInternal.Watched;
import dev.baton.context.ContextWrapper.Extras;
import io.opentelemetry.context.Context;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Flow;
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
 * #capturing()}, earlier with {@link #fixed} and {@link #once()}.
 *
 * <p><b>Restore</b> is on the thread that runs the task, when it ends, however it ends. The thread
 * gets back what was current before; if that was a scope that has been closed in the meantime, the
 * innermost one that is still open. What the task left open is closed for it and reported in the
 * log, once for each class of task. That much holds with the storage of {@link Baton#install()};
 * see RATIONALE.md for what can be done on others.
 *
 * <p><b>Wrapping twice</b>: what was captured first stays, the context and the thread-locals, which
 * belong together; the second wrapping adds the listeners that the first lacks, and with {@link
 * #root()} clears the thread-locals that it lacks.
 *
 * <p><b>Cost</b>: one object of 24 bytes for each wrapping, and with the storage of {@link
 * Baton#install()} nothing when it runs. Thread-locals and listeners cost what they do on top,
 * where there are some.
 *
 * <p><b>Not carried</b>: any interface that a task has beside the one it is wrapped as, except
 * {@link Comparable} of a {@link Runnable}; {@link ContextTask#unwrap(Object)} gives the task back.
 *
 * <p>Immutable and thread-safe. Making one does not initialise OpenTelemetry's context storage; the
 * first capture does. A null argument is refused with a {@link NullPointerException} that names it.
 */
public final class Propagation {
  private static final CarriedThreadLocal<?>[] NONE = {};
  private static final TaskListener[] NOBODY = {};
  private static final Propagation CAPTURING =
      new Propagation(Mode.CAPTURING, null, NONE, CarriedValues.NONE, NOBODY);
  private static final Propagation ROOT =
      new Propagation(Mode.ROOT, null, NONE, CarriedValues.NONE, NOBODY);

  private static volatile Propagation installed = CAPTURING;

  private enum Mode {
    CAPTURING,
    FIXED,
    ROOT
  }

  private final Mode mode;
  private final @Nullable Context fixedContext;
  private final CarriedThreadLocal<?>[] locals;
  private final CarriedValues values; // but for CAPTURING
  private final TaskListener[] listeners;

  private Propagation(
      Mode mode,
      @Nullable Context fixedContext,
      CarriedThreadLocal<?>[] locals,
      CarriedValues values,
      TaskListener[] listeners) {
    this.mode = mode;
    this.fixedContext = fixedContext;
    this.locals = locals;
    this.values = values;
    this.listeners = listeners;
  }

  /** Carries {@link Context#current()} of each wrapping. */
  public static Propagation capturing() {
    return CAPTURING;
  }

  /**
   * What every wrapper carries that is not told otherwise when it is made: what {@link
   * Baton#install(Propagation)} was given, or else {@link #capturing()}.
   */
  public static Propagation installed() {
    return installed;
  }

  static void install(Propagation propagation) {
    installed = propagation;
  }

  /**
   * Carries the same context each time.
   *
   * @param context what each task runs under
   */
  public static Propagation fixed(Context context) {
    Objects.requireNonNull(context, "context");
    return new Propagation(Mode.FIXED, context, NONE, CarriedValues.NONE, NOBODY);
  }

  /**
   * Carries nothing: a task runs under {@link Context#root()}, with the carried thread-locals
   * cleared, whatever is current on the thread that runs it. For work that belongs to no request,
   * such as a job that schedules itself anew each time.
   */
  public static Propagation root() {
    return ROOT;
  }

  /**
   * Carries these thread-locals too. With {@link #fixed} their values are read now, otherwise along
   * with the context. One that is equal to one already there is left out.
   *
   * @param more what is to be carried
   */
  public Propagation with(CarriedThreadLocal<?>... more) {
    Objects.requireNonNull(more, "threadLocals");
    for (CarriedThreadLocal<?> local : more) {
      Objects.requireNonNull(local, "threadLocal");
    }
    CarriedThreadLocal<?>[] all = CarriedValues.union(locals, more);
    if (all == locals) {
      return this;
    }
    CarriedThreadLocal<?>[] added = Arrays.copyOfRange(all, locals.length, all.length);
    CarriedValues valuesOfAdded =
        switch (mode) {
          case CAPTURING -> CarriedValues.NONE;
          case FIXED -> CarriedValues.capture(added);
          case ROOT -> CarriedValues.cleared(added);
        };
    return new Propagation(mode, fixedContext, all, values.and(valuesOfAdded), listeners);
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
    TaskListener[] all = CarriedValues.union(listeners, more);
    return all == listeners ? this : new Propagation(mode, fixedContext, locals, values, all);
  }

  Propagation without(Predicate<? super TaskListener> unwanted) {
    TaskListener[] kept =
        Arrays.stream(listeners).filter(unwanted.negate()).toArray(TaskListener[]::new);
    return kept.length == listeners.length
        ? this
        : new Propagation(mode, fixedContext, locals, values, kept);
  }

  Propagation and(Propagation other) {
    return with(other.locals).with(other.listeners);
  }

  /**
   * Captures now, once for all that the result wraps: the same context and the same values for
   * each.
   */
  public Propagation once() {
    return mode == Mode.CAPTURING
        ? new Propagation(Mode.FIXED, context(), locals, values(), listeners)
        : this;
  }

  /**
   * A periodic task that kept the context of the request that scheduled it would lengthen that
   * trace for ever, and keep it in memory.
   */
  Propagation periodic() {
    return mode == Mode.CAPTURING
        ? new Propagation(Mode.ROOT, null, locals, CarriedValues.cleared(locals), listeners)
        : this;
  }

  /**
   * Captures now, for code that is more than one task or function: a listener with several methods,
   * say. A {@link TaskListener} hears nothing of it.
   */
  public CapturedContext capture() {
    return new CapturedContext(context(), values());
  }

  boolean hasListener() {
    return listeners.length != 0;
  }

  /**
   * Wraps a task. It stays {@link Comparable} if it is.
   *
   * @param task what to run
   * @return runs it under what this carries; also a {@link ContextTask}
   */
  public Runnable wrap(Runnable task) {
    return wrap(task, "task", ContextWrappers::runnable);
  }

  /** Wraps a {@link Callable}, as {@link #wrap(Runnable)} does. */
  public <V> Callable<V> wrap(Callable<V> task) {
    return wrap(task, "task", ContextWrappers.ContextCallable::new);
  }

  /** Wraps a {@link Supplier}, as {@link #wrap(Runnable)} does. */
  public <T> Supplier<T> wrapSupplier(Supplier<T> supplier) {
    return wrap(supplier, "supplier", ContextWrappers.ContextSupplier::new);
  }

  /** Wraps a {@link Consumer}, as {@link #wrap(Runnable)} does. */
  public <T> Consumer<T> wrapConsumer(Consumer<T> consumer) {
    return wrap(consumer, "consumer", ContextWrappers.ContextConsumer::new);
  }

  /** Wraps a {@link BiConsumer}, as {@link #wrap(Runnable)} does. */
  public <T, U> BiConsumer<T, U> wrapConsumer(BiConsumer<T, U> consumer) {
    return wrap(consumer, "consumer", ContextWrappers.ContextBiConsumer::new);
  }

  /** Wraps a {@link Function}, as {@link #wrap(Runnable)} does. */
  public <T, R> Function<T, R> wrapFunction(Function<T, R> function) {
    return wrap(function, "function", ContextWrappers.ContextFunction::new);
  }

  /** Wraps a {@link BiFunction}, as {@link #wrap(Runnable)} does. */
  public <T, U, R> BiFunction<T, U, R> wrapFunction(BiFunction<T, U, R> function) {
    return wrap(function, "function", ContextWrappers.ContextBiFunction::new);
  }

  /** Wraps a {@link Predicate}, as {@link #wrap(Runnable)} does. */
  public <T> Predicate<T> wrapPredicate(Predicate<T> predicate) {
    return wrap(predicate, "predicate", ContextWrappers.ContextPredicate::new);
  }

  /** Wraps a {@link BiPredicate}, as {@link #wrap(Runnable)} does. */
  public <T, U> BiPredicate<T, U> wrapPredicate(BiPredicate<T, U> predicate) {
    return wrap(predicate, "predicate", ContextWrappers.ContextBiPredicate::new);
  }

  /** Wraps a {@link UnaryOperator}, as {@link #wrap(Runnable)} does. */
  public <T> UnaryOperator<T> wrapOperator(UnaryOperator<T> operator) {
    return wrap(operator, "operator", ContextWrappers.ContextUnaryOperator::new);
  }

  /** Wraps a {@link BinaryOperator}, as {@link #wrap(Runnable)} does. */
  public <T> BinaryOperator<T> wrapOperator(BinaryOperator<T> operator) {
    return wrap(operator, "operator", ContextWrappers.ContextBinaryOperator::new);
  }

  /**
   * Wraps a subscriber: it hears each signal under what is captured now, whatever thread brings it.
   * What it asks of its subscription, {@code request} and {@code cancel}, reaches the publisher
   * under the same, whatever thread it is asked on. Costs one object more, for each subscription.
   */
  public <T> Flow.Subscriber<T> wrapSubscriber(Flow.Subscriber<T> subscriber) {
    return wrap(subscriber, "subscriber", ContextSubscriber::new);
  }

  /**
   * Wraps a callback of whatever interface, a listener with several methods say: each method of it
   * runs under what is captured now, on the thread that calls it.
   *
   * {@snippet file="dev/baton/context/ContextProxyTest.java" region="proxy"}
   *
   * <p>The result is a {@link java.lang.reflect.Proxy}. Default methods are the target's. Results
   * are handed on as they are, and so are exceptions; only a checked one that the method does not
   * declare arrives in an {@link java.lang.reflect.UndeclaredThrowableException}. {@code equals},
   * {@code hashCode} and {@code toString} are those of the target, with no context: two proxies of
   * equal targets are equal, so that a listener can be removed by another proxy of it. It is no
   * {@link ContextTask}, but {@link ContextTask#unwrap(Object)} gives the target back. A {@link
   * TaskListener} hears of it as of a function: submitted now, started and ended at each call.
   *
   * <p>For one of the interfaces above, their own methods cost less; here each call is a reflective
   * one.
   *
   * @param type the interface, of any class loader; not sealed or hidden, and if it is not public,
   *     then in a package that is open to Baton, as those on the class path are
   * @param target what to call
   * @throws IllegalArgumentException if the type is none that a proxy could be made of
   */
  public <T> T proxy(Class<T> type, T target) {
    Objects.requireNonNull(type, "type");
    ContextProxy.check(type);
    return wrap(
        type.cast(target),
        "target",
        (task, context, extras) -> ContextProxy.make(type, task, context, extras));
  }

  private <T> T wrap(T task, String what, ContextWrappers.Maker<T> maker) {
    ContextTask first = ContextProxy.wrapper(task);
    if (first != null) {
      return first instanceof ContextWrapper<?> wrapper ? rewrap(task, wrapper, maker) : task;
    }
    Objects.requireNonNull(task, what);
    Context context = context();
    CarriedValues captured = values();
    return maker.make(task, context, Extras.of(captured, observation(task, context)));
  }

  /** Wraps what none of the interfaces fits. */
  <T> ContextWrapper<T> wrapOther(T task) {
    Context context = context();
    CarriedValues captured = values();
    return new ContextWrappers.ContextOther<>(
        task, context, Extras.of(captured, observation(task, context)));
  }

  private @Nullable Observation observation(Object task, Context context) {
    CaptureWatch watch = mode == Mode.CAPTURING ? Watched.WATCH : null;
    return watch == null
        ? Observation.of(listeners, task, context)
        : Observation.of(listeners, watch.listener(task, context), task, context);
  }

  /** What was captured first stays; it is heard of by more, and root clears what it lacks. */
  @SuppressWarnings("unchecked") // what was wrapped as a T wraps a T
  private <T> T rewrap(T task, ContextWrapper<?> wrapper, ContextWrappers.Maker<T> maker) {
    Extras first = wrapper.extras;
    CarriedValues firstValues = first == null ? CarriedValues.NONE : first.values();
    CarriedValues allValues = mode == Mode.ROOT ? firstValues.and(values) : firstValues;
    Observation firstObservation = first == null ? null : first.observation();
    Observation observation =
        firstObservation == null
            ? Observation.of(listeners, wrapper.unwrap(), wrapper.context)
            : firstObservation.joinedBy(listeners, wrapper.unwrap(), wrapper.context);
    return allValues == firstValues && observation == firstObservation
        ? task
        : maker.make((T) wrapper.unwrap(), wrapper.context, Extras.of(allValues, observation));
  }

  private Context context() {
    return switch (mode) {
      case CAPTURING -> Watched.WATCH == null ? Context.current() : Watched.WATCH.capture();
      case ROOT -> Context.root();
      case FIXED -> Objects.requireNonNull(fixedContext);
    };
  }

  private CarriedValues values() {
    return mode == Mode.CAPTURING ? CarriedValues.capture(locals) : values;
  }

  /** Names what is carried; says nothing of what is in it. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("Propagation[");
    text.append(mode.name().toLowerCase(Locale.ROOT));
    for (CarriedThreadLocal<?> local : locals) {
      text.append(", ").append(local);
    }
    for (TaskListener listener : listeners) {
      text.append(", ").append(listener);
    }
    return text.append(']').toString();
  }
}
