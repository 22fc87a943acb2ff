package dev.baton.context;

import dev.baton.context.storage.Body;
import dev.baton.context.storage.LeakObserver;
import dev.baton.context.storage.Storage;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** One run of code that carries more than a context, or of which somebody hears. */
record CarriedRun<
        T,
        A extends @Nullable Object,
        B extends @Nullable Object,
        R extends @Nullable Object,
        X extends Throwable>(
    Context context,
    CarriedValues values,
    @Nullable Observation observation,
    Body<? super T, A, B, R, X> body,
    T target)
    implements LeakObserver {

  static <
          T,
          A extends @Nullable Object,
          B extends @Nullable Object,
          R extends @Nullable Object,
          X extends Throwable>
      R run(
          Context context,
          CarriedValues values,
          @Nullable Observation observation,
          Body<? super T, A, B, R, X> body,
          T target,
          A first,
          B second)
          throws X {
    CarriedRun<T, A, B, R, X> run = new CarriedRun<>(context, values, observation, body, target);
    return Storage.inUse().run(context, CarriedRun::run, run, first, second);
  }

  @SuppressWarnings("NullAway") // who has cancelled a task does not wait for its result
  private R run(A first, B second) throws X {
    @Nullable Object[] previous = values.previous();
    Throwable failure = null;
    try {
      values.set(previous);
      if (observation != null && !observation.started(target, context)) {
        return null;
      }
      return body.run(target, first, second);
    } catch (Throwable t) {
      failure = t;
      throw t;
    } finally {
      try {
        if (observation != null) {
          observation.ended(target, context, failure);
        }
      } finally {
        values.restore(previous);
      }
    }
  }

  @Override
  public Object code() {
    return target;
  }

  @Override
  public void leaked(Context leftOpen) {
    if (observation != null) {
      observation.leaked(target, context, leftOpen);
    }
  }
}
