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

/**
 * One small class for each interface that can be wrapped; {@link ContextWrapper} says how they run.
 */
final class ContextWrappers {
  private ContextWrappers() {}

  /** A constructor of one of these classes. */
  interface Maker<T> {
    T make(T task, Context context, ContextWrapper.@Nullable Extras extras);
  }

  static Runnable runnable(Runnable task, Context context, ContextWrapper.@Nullable Extras extras) {
    return task instanceof Comparable
        ? new ComparableContextRunnable(task, context, extras)
        : new ContextRunnable(task, context, extras);
  }

  /** Whoever wrapped it knows how to run it. */
  static final class ContextOther<T> extends ContextWrapper<T> {
    ContextOther(T task, Context context, @Nullable Extras extras) {
      super(task, context, extras);
    }
  }

  static class ContextRunnable extends ContextWrapper<Runnable> implements Runnable {
    ContextRunnable(Runnable task, Context context, @Nullable Extras extras) {
      super(task, context, extras);
    }

    @Override
    public final void run() {
      run(
          (task, a, b) -> {
            task.run();
            return null;
          },
          null,
          null);
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

  static final class ContextCallable<V> extends ContextWrapper<Callable<V>> implements Callable<V> {
    ContextCallable(Callable<V> task, Context context, @Nullable Extras extras) {
      super(task, context, extras);
    }

    @Override
    public V call() throws Exception {
      return run((task, a, b) -> task.call(), null, null);
    }
  }

  static final class ContextSupplier<T> extends ContextWrapper<Supplier<T>> implements Supplier<T> {
    ContextSupplier(Supplier<T> task, Context context, @Nullable Extras extras) {
      super(task, context, extras);
    }

    @Override
    public T get() {
      return run((task, a, b) -> task.get(), null, null);
    }
  }

  static final class ContextConsumer<T> extends ContextWrapper<Consumer<T>> implements Consumer<T> {
    ContextConsumer(Consumer<T> task, Context context, @Nullable Extras extras) {
      super(task, context, extras);
    }

    @Override
    public void accept(T t) {
      run(
          (task, a, b) -> {
            task.accept(a);
            return null;
          },
          t,
          null);
    }
  }

  static final class ContextBiConsumer<T, U> extends ContextWrapper<BiConsumer<T, U>>
      implements BiConsumer<T, U> {
    ContextBiConsumer(BiConsumer<T, U> task, Context context, @Nullable Extras extras) {
      super(task, context, extras);
    }

    @Override
    public void accept(T t, U u) {
      run(
          (task, a, b) -> {
            task.accept(a, b);
            return null;
          },
          t,
          u);
    }
  }

  static final class ContextFunction<T, R> extends ContextWrapper<Function<T, R>>
      implements Function<T, R> {
    ContextFunction(Function<T, R> task, Context context, @Nullable Extras extras) {
      super(task, context, extras);
    }

    @Override
    public R apply(T t) {
      return run((task, a, b) -> task.apply(a), t, null);
    }
  }

  static final class ContextBiFunction<T, U, R> extends ContextWrapper<BiFunction<T, U, R>>
      implements BiFunction<T, U, R> {
    ContextBiFunction(BiFunction<T, U, R> task, Context context, @Nullable Extras extras) {
      super(task, context, extras);
    }

    @Override
    public R apply(T t, U u) {
      return run(BiFunction::apply, t, u);
    }
  }

  static final class ContextPredicate<T> extends ContextWrapper<Predicate<T>>
      implements Predicate<T> {
    ContextPredicate(Predicate<T> task, Context context, @Nullable Extras extras) {
      super(task, context, extras);
    }

    @Override
    public boolean test(T t) {
      return run((task, a, b) -> task.test(a), t, null);
    }
  }

  static final class ContextBiPredicate<T, U> extends ContextWrapper<BiPredicate<T, U>>
      implements BiPredicate<T, U> {
    ContextBiPredicate(BiPredicate<T, U> task, Context context, @Nullable Extras extras) {
      super(task, context, extras);
    }

    @Override
    public boolean test(T t, U u) {
      return run(BiPredicate::test, t, u);
    }
  }

  static final class ContextUnaryOperator<T> extends ContextWrapper<UnaryOperator<T>>
      implements UnaryOperator<T> {
    ContextUnaryOperator(UnaryOperator<T> task, Context context, @Nullable Extras extras) {
      super(task, context, extras);
    }

    @Override
    public T apply(T t) {
      return run((task, a, b) -> task.apply(a), t, null);
    }
  }

  static final class ContextBinaryOperator<T> extends ContextWrapper<BinaryOperator<T>>
      implements BinaryOperator<T> {
    ContextBinaryOperator(BinaryOperator<T> task, Context context, @Nullable Extras extras) {
      super(task, context, extras);
    }

    @Override
    public T apply(T t, T u) {
      return run(BinaryOperator::apply, t, u);
    }
  }
}
