package dev.baton.context;

import dev.baton.context.storage.Body;
import dev.baton.context.storage.Storage;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * A task or a function, and what it runs under. The subclasses in {@link ContextWrappers} are one
 * each for the interfaces that can be wrapped; all run by {@link #run}.
 */
abstract class ContextWrapper<T> implements ContextTask {
  final T task;
  final Context context;

  /** Null for most: nothing is carried but the context, and nobody listens. */
  final @Nullable Extras extras;

  ContextWrapper(T task, Context context, @Nullable Extras extras) {
    this.task = task;
    this.context = context;
    this.extras = extras;
  }

  final <
          A extends @Nullable Object,
          B extends @Nullable Object,
          R extends @Nullable Object,
          X extends Throwable>
      R run(Body<? super T, A, B, R, X> body, A first, B second) throws X {
    if (extras == null) {
      return Storage.inUse().run(context, body, task, first, second);
    }
    return CarriedRun.run(
        context, extras.values(), extras.observation(), body, task, first, second);
  }

  /** What is carried beside the context, and who listens: at least one of them. */
  interface Extras {
    CarriedValues values();

    @Nullable Observation observation();

    static @Nullable Extras of(CarriedValues values, @Nullable Observation observation) {
      if (values.isEmpty()) {
        return observation;
      }
      return observation == null ? values : new Both(values, observation);
    }
  }

  private record Both(CarriedValues values, Observation observation) implements Extras {}

  @Override
  public final Context context() {
    return context;
  }

  @Override
  public final Object unwrap() {
    return task;
  }

  @Override
  public final String toString() {
    return getClass().getSimpleName() + "[" + task + "]";
  }
}
