package dev.baton.context;

import io.opentelemetry.context.Context;
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

/** One small class for each interface that can be wrapped; {@link Boundary} says how they run. */
final class Wrapped {
  private Wrapped() {}

  /** A constructor of one of these classes. */
  interface Maker<T> {
    T make(T task, Context context, @Nullable Extras extras);
  }

  static Runnable runnable(Runnable task, Context context, @Nullable Extras extras) {
    return task instanceof Comparable
        ? new ComparableContextRunnable(task, context, extras)
        : new ContextRunnable(task, context, extras);
  }

  static class ContextRunnable extends Boundary implements Runnable {
    private final Runnable task;

    ContextRunnable(Runnable task, Context context, @Nullable Extras extras) {
      super(context, extras);
      this.task = task;
    }

    @Override
    public final void run() {
      Object slot = slot();
      int level = level(slot);
      Object before = enter(slot, level);
      try {
        task.run();
      } catch (Throwable e) {
        failed(before, e);
        throw e;
      } finally {
        exit(slot, level, before);
      }
    }

    @Override
    public final Runnable unwrap() {
      return task;
    }
  }

  /** Keeps its place in a queue that is ordered by the tasks' own order. */
  @SuppressWarnings("ComparableType") // it is compared with raw tasks too
  static final class ComparableContextRunnable extends ContextRunnable
      implements Comparable<Object> {
    private final Comparable<Object> order;

    @SuppressWarnings(
        "unchecked") // what it is compared with is its own affair, as in the raw queue
    ComparableContextRunnable(Runnable task, Context context, @Nullable Extras extras) {
      super(task, context, extras);
      this.order = (Comparable<Object>) task;
    }

    @Override
    public int compareTo(Object other) {
      return order.compareTo(ContextTask.unwrap(other));
    }
  }

  static final class ContextCallable<V> extends Boundary implements Callable<V> {
    private final Callable<V> task;

    ContextCallable(Callable<V> task, Context context, @Nullable Extras extras) {
      super(context, extras);
      this.task = task;
    }

    @Override
    public V call() throws Exception {
      Object slot = slot();
      int level = level(slot);
      Object before = enter(slot, level);
      try {
        return task.call();
      } catch (Throwable e) {
        failed(before, e);
        throw e;
      } finally {
        exit(slot, level, before);
      }
    }

    @Override
    public Callable<V> unwrap() {
      return task;
    }
  }

  static final class ContextSupplier<T> extends Boundary implements Supplier<T> {
    private final Supplier<T> task;

    ContextSupplier(Supplier<T> task, Context context, @Nullable Extras extras) {
      super(context, extras);
      this.task = task;
    }

    @Override
    public T get() {
      Object slot = slot();
      int level = level(slot);
      Object before = enter(slot, level);
      try {
        return task.get();
      } catch (Throwable e) {
        failed(before, e);
        throw e;
      } finally {
        exit(slot, level, before);
      }
    }

    @Override
    public Supplier<T> unwrap() {
      return task;
    }
  }

  static final class ContextConsumer<T> extends Boundary implements Consumer<T> {
    private final Consumer<T> task;

    ContextConsumer(Consumer<T> task, Context context, @Nullable Extras extras) {
      super(context, extras);
      this.task = task;
    }

    @Override
    public void accept(T t) {
      Object slot = slot();
      int level = level(slot);
      Object before = enter(slot, level);
      try {
        task.accept(t);
      } catch (Throwable e) {
        failed(before, e);
        throw e;
      } finally {
        exit(slot, level, before);
      }
    }

    @Override
    public Consumer<T> unwrap() {
      return task;
    }
  }

  static final class ContextBiConsumer<T, U> extends Boundary implements BiConsumer<T, U> {
    private final BiConsumer<T, U> task;

    ContextBiConsumer(BiConsumer<T, U> task, Context context, @Nullable Extras extras) {
      super(context, extras);
      this.task = task;
    }

    @Override
    public void accept(T t, U u) {
      Object slot = slot();
      int level = level(slot);
      Object before = enter(slot, level);
      try {
        task.accept(t, u);
      } catch (Throwable e) {
        failed(before, e);
        throw e;
      } finally {
        exit(slot, level, before);
      }
    }

    @Override
    public BiConsumer<T, U> unwrap() {
      return task;
    }
  }

  static final class ContextFunction<T, R> extends Boundary implements Function<T, R> {
    private final Function<T, R> task;

    ContextFunction(Function<T, R> task, Context context, @Nullable Extras extras) {
      super(context, extras);
      this.task = task;
    }

    @Override
    public R apply(T t) {
      Object slot = slot();
      int level = level(slot);
      Object before = enter(slot, level);
      try {
        return task.apply(t);
      } catch (Throwable e) {
        failed(before, e);
        throw e;
      } finally {
        exit(slot, level, before);
      }
    }

    @Override
    public Function<T, R> unwrap() {
      return task;
    }
  }

  static final class ContextBiFunction<T, U, R> extends Boundary implements BiFunction<T, U, R> {
    private final BiFunction<T, U, R> task;

    ContextBiFunction(BiFunction<T, U, R> task, Context context, @Nullable Extras extras) {
      super(context, extras);
      this.task = task;
    }

    @Override
    public R apply(T t, U u) {
      Object slot = slot();
      int level = level(slot);
      Object before = enter(slot, level);
      try {
        return task.apply(t, u);
      } catch (Throwable e) {
        failed(before, e);
        throw e;
      } finally {
        exit(slot, level, before);
      }
    }

    @Override
    public BiFunction<T, U, R> unwrap() {
      return task;
    }
  }

  static final class ContextPredicate<T> extends Boundary implements Predicate<T> {
    private final Predicate<T> task;

    ContextPredicate(Predicate<T> task, Context context, @Nullable Extras extras) {
      super(context, extras);
      this.task = task;
    }

    @Override
    public boolean test(T t) {
      Object slot = slot();
      int level = level(slot);
      Object before = enter(slot, level);
      try {
        return task.test(t);
      } catch (Throwable e) {
        failed(before, e);
        throw e;
      } finally {
        exit(slot, level, before);
      }
    }

    @Override
    public Predicate<T> unwrap() {
      return task;
    }
  }

  static final class ContextBiPredicate<T, U> extends Boundary implements BiPredicate<T, U> {
    private final BiPredicate<T, U> task;

    ContextBiPredicate(BiPredicate<T, U> task, Context context, @Nullable Extras extras) {
      super(context, extras);
      this.task = task;
    }

    @Override
    public boolean test(T t, U u) {
      Object slot = slot();
      int level = level(slot);
      Object before = enter(slot, level);
      try {
        return task.test(t, u);
      } catch (Throwable e) {
        failed(before, e);
        throw e;
      } finally {
        exit(slot, level, before);
      }
    }

    @Override
    public BiPredicate<T, U> unwrap() {
      return task;
    }
  }

  static final class ContextUnaryOperator<T> extends Boundary implements UnaryOperator<T> {
    private final UnaryOperator<T> task;

    ContextUnaryOperator(UnaryOperator<T> task, Context context, @Nullable Extras extras) {
      super(context, extras);
      this.task = task;
    }

    @Override
    public T apply(T t) {
      Object slot = slot();
      int level = level(slot);
      Object before = enter(slot, level);
      try {
        return task.apply(t);
      } catch (Throwable e) {
        failed(before, e);
        throw e;
      } finally {
        exit(slot, level, before);
      }
    }

    @Override
    public UnaryOperator<T> unwrap() {
      return task;
    }
  }

  static final class ContextBinaryOperator<T> extends Boundary implements BinaryOperator<T> {
    private final BinaryOperator<T> task;

    ContextBinaryOperator(BinaryOperator<T> task, Context context, @Nullable Extras extras) {
      super(context, extras);
      this.task = task;
    }

    @Override
    public T apply(T t, T u) {
      Object slot = slot();
      int level = level(slot);
      Object before = enter(slot, level);
      try {
        return task.apply(t, u);
      } catch (Throwable e) {
        failed(before, e);
        throw e;
      } finally {
        exit(slot, level, before);
      }
    }

    @Override
    public BinaryOperator<T> unwrap() {
      return task;
    }
  }
}
