package dev.baton.executors.guava;

import com.google.common.base.Function;
import com.google.common.util.concurrent.AsyncFunction;
import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.ListenableFuture;
import dev.baton.context.BatonInternal;
import dev.baton.context.ContextTask;
import dev.baton.executors.ExecutorsInternal;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A function or a callback of the user's, of any of Guava's kinds, wrapped. */
record WrappedFunction<A extends @Nullable Object, R extends @Nullable Object>(ContextTask wrapped)
    implements Function<A, R>, FutureCallback<A> {

  Executor uncapturing(Executor executor) {
    return ExecutorsInternal.uncapturing(executor, wrapped);
  }

  @Override
  public R apply(A argument) {
    return BatonInternal.<Function<A, R>, A, @Nullable Void, R, RuntimeException>run(
        wrapped, (function, a, b) -> function.apply(a), argument, null);
  }

  @Override
  public void onSuccess(A result) {
    BatonInternal.<FutureCallback<A>, A, @Nullable Void, @Nullable Void, RuntimeException>run(
        wrapped,
        (callback, a, b) -> {
          callback.onSuccess(a);
          return null;
        },
        result,
        null);
  }

  @Override
  public void onFailure(Throwable failure) {
    BatonInternal
        .<FutureCallback<A>, Throwable, @Nullable Void, @Nullable Void, RuntimeException>run(
            wrapped,
            (callback, a, b) -> {
              callback.onFailure(a);
              return null;
            },
            failure,
            null);
  }

  /** Guava shows it in the description of a future that is pending. */
  @Override
  public String toString() {
    return wrapped.unwrap().toString();
  }

  AsyncFunction<A, R> async() {
    return new Async<>(this);
  }

  private record Async<A extends @Nullable Object, R extends @Nullable Object>(
      WrappedFunction<A, R> function) implements AsyncFunction<A, R> {

    /** Gives Guava what is inside a wrapped future, so that it sees chains of its own as such. */
    @Override
    public ListenableFuture<R> apply(A argument) throws Exception {
      return ContextFluentFuture.unwrap(
          BatonInternal.<AsyncFunction<A, R>, A, @Nullable Void, ListenableFuture<R>, Exception>run(
              function.wrapped, (async, a, b) -> async.apply(a), argument, null));
    }

    @Override
    public String toString() {
      return function.toString();
    }
  }
}
